namespace Text2Llm.Benchmarks.Datasets;

/// <summary>A document and a copy of it that the corpus has been given.</summary>
/// <param name="First">The line of the first.</param>
/// <param name="Second">The line of the second.</param>
/// <param name="Similarity">Their exact Jaccard similarity; 1 also of exact copies.</param>
/// <param name="Exact">Whether they are the same.</param>
internal sealed record PlantedPair(long First, long Second, double Similarity, bool Exact);
