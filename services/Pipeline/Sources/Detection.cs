using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records.Tables;

namespace Text2Llm.Pipeline.Sources;

/// <summary>What a file, or an archive's entry, was taken for, and why.</summary>
/// <param name="Format">Its format; never auto.</param>
/// <param name="FormatWhy">Why that format.</param>
/// <param name="Compression">How it is compressed; never auto.</param>
/// <param name="CompressionWhy">Why that compression.</param>
internal sealed record Detection(SourceFormat Format, string FormatWhy, SourceCompression Compression, string CompressionWhy)
{
    /// <summary>Its character encoding; null of a format that is not text.</summary>
    public SourceEncoding? Encoding { get; init; }

    /// <summary>Why that encoding.</summary>
    public string? EncodingWhy { get; init; }

    /// <summary>The archive that it lies in, <c>zip</c> or <c>tar</c>; null when it lies in none.</summary>
    public string? Container { get; init; }

    /// <summary>How the rows of a CSV or TSV file are written; null of another.</summary>
    public CsvDialect? Dialect { get; init; }
}
