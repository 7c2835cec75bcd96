using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Files that were taken for the same thing.</summary>
/// <param name="Format">Text or JSON Lines.</param>
/// <param name="FormatWhy">Why that format.</param>
/// <param name="Compression">None or gzip.</param>
/// <param name="CompressionWhy">Why that compression.</param>
/// <param name="Files">How many they are.</param>
public sealed record DetectedFiles(
    SourceFormat Format, string FormatWhy, SourceCompression Compression, string CompressionWhy, long Files);
