namespace Text2Llm.Pipeline.Steps;

/// <summary>What steps need beyond the job itself; read once for a run and shared by every thread.</summary>
/// <param name="Open">Opens a file that the job names (a list of words, a tokenizer), relative to the job file's folder. For reading.</param>
internal sealed record JobResources(Func<string, Stream> Open);
