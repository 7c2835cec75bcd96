namespace Text2Llm.Ledger.Limits;

/// <summary>
/// Time as every ledger keeps it: whole microseconds. Redis's scripts reckon in doubles, which hold the microseconds since 1970 exactly
/// until the year 2255, and could not hold .NET's ticks.
/// </summary>
internal static class WholeMicroseconds
{
    /// <summary>The microseconds of a length of time.</summary>
    public static long In(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The microseconds from 1970 to now.</summary>
    public static long SinceEpoch(this TimeProvider time) => In(time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    /// <summary>A length of time without its parts of a microsecond.</summary>
    public static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMicroseconds(In(time));

    /// <summary>Now, without parts of a microsecond.</summary>
    public static DateTimeOffset WholeNow(this TimeProvider time) => DateTimeOffset.UnixEpoch.Add(TimeSpan.FromMicroseconds(time.SinceEpoch()));
}
