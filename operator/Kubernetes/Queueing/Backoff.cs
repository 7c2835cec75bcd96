namespace Text2Llm.Kubernetes.Queueing;

/// <summary>How long to wait before the next try: it doubles with each failure in a row, up to a longest; trying never ends.</summary>
/// <param name="First">The wait after the first failure.</param>
/// <param name="Longest">The longest.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The wait after so many failures before this one.</summary>
    public TimeSpan WaitAfter(int failures)
    {
        // Beyond this every wait is the longest, and a power no number any more.
        var wait = First * Math.Pow(2, Math.Min(failures, 30));
        return wait < Longest ? wait : Longest;
    }
}
