using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>A record of a shard as the shard's index has it: 40 bytes, in the machine's byte order, which is little-endian on all that .NET runs on.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = Bytes)]
internal readonly record struct RecordEntry
{
    /// <summary>How many bytes an entry takes.</summary>
    public const int Bytes = 40;

    private readonly ulong _hashUpper;
    private readonly ulong _hashLower;

    public RecordEntry(UInt128 hash, long row, int length, int source, int block, int offset)
    {
        (_hashUpper, _hashLower) = ((ulong)(hash >> 64), (ulong)hash);
        (Row, Length, Source, Block, Offset) = (row, length, source, block, offset);
    }

    /// <summary>The line on which the record begins, counted from 1 in its slice of the file.</summary>
    public long Row { get; }

    /// <summary>The length of its content's UTF-8.</summary>
    public int Length { get; }

    /// <summary>The number of its source among those of the shard's summary.</summary>
    public int Source { get; }

    /// <summary>The number of its block in the records file.</summary>
    public int Block { get; init; }

    /// <summary>Where it begins in the block, decompressed.</summary>
    public int Offset { get; }

    /// <summary>XXH128 of its content's UTF-8.</summary>
    public UInt128 Hash => new(_hashUpper, _hashLower);
}
