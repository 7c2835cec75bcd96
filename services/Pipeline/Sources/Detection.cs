using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources;

/// <summary>What a file was taken for, and why.</summary>
/// <param name="Format">Text or JSON Lines.</param>
/// <param name="FormatWhy">Why that format.</param>
/// <param name="Compression">None or gzip.</param>
/// <param name="CompressionWhy">Why that compression.</param>
internal sealed record Detection(SourceFormat Format, string FormatWhy, SourceCompression Compression, string CompressionWhy);
