namespace Text2Llm.Pipeline.Decontamination;

/// <summary>A text of a benchmark.</summary>
/// <param name="Benchmark">The benchmark's name, as people are told of it: its file.</param>
/// <param name="Text">The text: a question, a passage, an answer.</param>
internal readonly record struct BenchmarkText(string Benchmark, string Text);
