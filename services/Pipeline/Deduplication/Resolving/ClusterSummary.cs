namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>What the resolve found, for the report.</summary>
/// <param name="Clusters">How many clusters of two records and more there are.</param>
/// <param name="Exact">How many records are dropped for having the text of an earlier one.</param>
/// <param name="Near">How many are dropped for being nearly like an earlier one.</param>
/// <param name="Parts">How many lines or paragraphs are taken out of the records that stay.</param>
/// <param name="Largest">How many records the largest cluster has; 0 when there is none.</param>
/// <param name="Sizes">How many clusters there are of 2 to 3 records, of 4 to 7, of 8 to 15, and so on, to the largest.</param>
public sealed record ClusterSummary(long Clusters, long Exact, long Near, long Parts, long Largest, IReadOnlyList<long> Sizes);
