namespace Text2Llm.Ledger.Limits;

/// <summary>
/// One user's requests against a limit per minute, by the generic cell rate algorithm (ITU-T I.371, annex A): one moment is kept, at
/// which the user's past requests are all paid off; a request is let through while that moment is less than a window ahead.
/// </summary>
/// <param name="limit">Requests in one window, at least 1.</param>
internal struct RequestRate(int limit)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly long _interval = WholeMicroseconds.In(Window) / limit * TimeSpan.TicksPerMicrosecond;
    private long _paidOffAt;

    /// <summary>How long until one more request is let through; zero where it is let through now.</summary>
    public readonly TimeSpan WaitFrom(DateTimeOffset now)
    {
        var latest = now.UtcTicks + (_interval * (limit - 1));
        return TimeSpan.FromTicks(Math.Max(0, _paidOffAt - latest));
    }

    /// <summary>Counts one request. Only after <see cref="WaitFrom"/> said zero.</summary>
    public void Take(DateTimeOffset now) => _paidOffAt = Math.Max(_paidOffAt, now.UtcTicks) + _interval;

    /// <summary>Until every request is paid off.</summary>
    public readonly TimeSpan ResetFrom(DateTimeOffset now) => TimeSpan.FromTicks(Math.Max(0, _paidOffAt - now.UtcTicks));

    /// <summary>Requests that would be let through now, one after another.</summary>
    public readonly long RemainingAt(DateTimeOffset now) => ((_interval * limit) - ResetFrom(now).Ticks) / _interval;
}
