namespace Text2Llm.Pipeline.Sources;

/// <summary>The files that a job reads, in the order in which it reads them: by name, ordinally.</summary>
/// <param name="Base">The folder to which the files' names are relative.</param>
/// <param name="Files">The files.</param>
internal sealed record SourceSet(string Base, IReadOnlyList<SourceFile> Files);
