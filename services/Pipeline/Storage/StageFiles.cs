namespace Text2Llm.Pipeline.Storage;

/// <summary>The summary of a stage that has nothing to tell but its files.</summary>
internal sealed record StageFiles(IReadOnlyList<CheckedFile> Files) : IStageSummary;
