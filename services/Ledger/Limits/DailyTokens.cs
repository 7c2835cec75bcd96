namespace Text2Llm.Ledger.Limits;

/// <summary>One user's tokens of one day (UTC): those used, and those held for calls under way.</summary>
/// <param name="limit">Tokens in one day, at least 1.</param>
internal struct DailyTokens(long limit)
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(1);

    // Far above every limit, and low enough that no number of settlements overflows.
    private const long MostUsed = 1_000_000_000_000_000;

    private long _used;
    private long _held;

    /// <summary>The day that is counted.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Tokens not used, of which some may be held.</summary>
    public readonly long Unused => Math.Max(0, limit - _used);

    /// <summary>Tokens neither used nor held; below 0 where calls used more than they had held, by what must be given back first.</summary>
    public readonly long Free => limit - _used - _held;

    /// <summary>Tokens neither used nor held, never below 0.</summary>
    public readonly long Remaining => Math.Max(0, Free);

    /// <summary>Begins a new day where one has begun; what was used and held belongs to the day before.</summary>
    public void RollTo(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today > Day)
        {
            (Day, _used, _held) = (today, 0, 0);
        }
    }

    public void Hold(long tokens) => _held += tokens;

    public void Release(long tokens) => _held -= tokens;

    public void Use(long tokens) => _used = Math.Min(_used + tokens, MostUsed);

    /// <summary>Until the next day begins.</summary>
    public readonly TimeSpan ResetFrom(DateTimeOffset now) =>
        Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - now.UtcDateTime;
}
