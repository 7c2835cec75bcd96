using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Quota.Limits;

/// <summary>What each user may use: configuration section <c>Quota</c>.</summary>
public sealed record QuotaOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Quota";

    /// <summary>Requests that a user may make in a minute; as many at once, then evenly.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 20;

    /// <summary>Tokens, prompt and answer together, of the calls that a user begins in one day (UTC).</summary>
    [Range(1, 1_000_000_000_000)]
    public long TokensPerDay { get; init; } = 100_000;

    /// <summary>How long a call's estimate is held when it never settles, and its caller did not say how long it may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReservationLifetime { get; init; } = TimeSpan.FromMinutes(5);
}
