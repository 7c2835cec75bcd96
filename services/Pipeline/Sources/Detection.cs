using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources;

/// <summary>What a file was taken for, and why.</summary>
/// <param name="Format">Text or JSON Lines.</param>
/// <param name="Compression">None or gzip.</param>
/// <param name="Why">Why, in words.</param>
public sealed record Detection(SourceFormat Format, SourceCompression Compression, string Why);
