using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources;

/// <summary>The format that some text was taken for.</summary>
/// <param name="Format">The format; never auto.</param>
/// <param name="Why">Why it was taken for that.</param>
/// <param name="Known">Whether anything speaks for it.</param>
internal readonly record struct FormatGuess(SourceFormat Format, string Why, bool Known);
