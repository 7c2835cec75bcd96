namespace Text2Llm.Benchmarks.Measuring;

/// <summary>What open streams cost.</summary>
/// <param name="Streams">The most that were open at once.</param>
/// <param name="Before">The gateway's resident memory before, in bytes.</param>
/// <param name="Peak">The most it had while they were open, in bytes.</param>
internal readonly record struct HeldMemory(int Streams, long Before, long Peak);
