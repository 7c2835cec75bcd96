namespace Text2Llm.ServiceDefaults.Telemetry;

/// <summary>Says when to tell again of what goes on: at first, and then at most once a minute, however often it happens.</summary>
public sealed class OncePerMinute(TimeProvider time)
{
    // UTC ticks.
    private long _next;

    /// <summary>Whether it is to be told now; then not again for a minute.</summary>
    public bool IsDue()
    {
        var now = time.GetUtcNow().UtcTicks;
        var next = Interlocked.Read(ref _next);
        return now >= next && Interlocked.CompareExchange(ref _next, now + TimeSpan.TicksPerMinute, next) == next;
    }
}
