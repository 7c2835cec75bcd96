namespace Text2Llm.Benchmarks.Load;

/// <summary>One request and its answer. Moments are those of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
/// <param name="Sent">Just before the request was sent.</param>
/// <param name="FirstByte">When the first byte of the answer's body was here.</param>
/// <param name="Ended">When all of it was.</param>
/// <param name="Mistake">What is wrong with the answer; null where it is what the upstream sent, byte for byte.</param>
internal readonly record struct Exchange(long Sent, long FirstByte, long Ended, string? Mistake);
