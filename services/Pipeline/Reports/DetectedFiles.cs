using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Files that were taken for the same thing.</summary>
/// <param name="Format">Their format.</param>
/// <param name="FormatWhy">Why that format.</param>
/// <param name="Compression">How they are compressed.</param>
/// <param name="CompressionWhy">Why that compression.</param>
/// <param name="Encoding">Their character encoding; null of a format that is not text.</param>
/// <param name="EncodingWhy">Why that encoding.</param>
/// <param name="Container">The archive that they lie in, zip or tar; null when they lie in none.</param>
/// <param name="Files">How many they are.</param>
public sealed record DetectedFiles(
    SourceFormat Format, string FormatWhy, SourceCompression Compression, string CompressionWhy,
    SourceEncoding? Encoding, string? EncodingWhy, string? Container, long Files);
