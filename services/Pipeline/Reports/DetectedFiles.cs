using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Files that were taken for the same thing.</summary>
/// <param name="Format">Text or JSON Lines.</param>
/// <param name="Compression">None or gzip.</param>
/// <param name="Why">Why they were taken for that.</param>
/// <param name="Files">How many they are.</param>
public sealed record DetectedFiles(SourceFormat Format, SourceCompression Compression, string Why, long Files);
