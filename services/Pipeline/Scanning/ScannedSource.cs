using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>A file, an entry of an archive, or the slice of a file that a shard has read.</summary>
internal sealed class ScannedSource
{
    /// <summary>Its name, relative to the source's base.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether it goes on where the source before it, perhaps of another shard, has ended: a later slice of a file. The name does not tell, for
    /// an archive may hold several files of one name.
    /// </summary>
    public bool Continues { get; init; }

    /// <summary>What it was taken for; null where that was not found out.</summary>
    public Detection? Detection { get; set; }

    /// <summary>Whether it is an archive that could not be read to its end; its entries are sources of their own, and its records theirs.</summary>
    public bool IsWholeArchive { get; init; }

    /// <summary>How many records it gave.</summary>
    public long Records { get; set; }

    /// <summary>How many lines or rows it has, so that the rows of the file's next slice can be counted on.</summary>
    public long Rows { get; set; }

    /// <summary>Why it was not read to its end, or null.</summary>
    public Rejection? Problem { get; set; }
}
