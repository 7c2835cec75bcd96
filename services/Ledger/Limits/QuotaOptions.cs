using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Ledger.Limits;

/// <summary>What each user may use, and where that is kept: configuration section <c>Quota</c>.</summary>
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

    /// <summary>Calls of one user that may be under way at once: what one user can make the ledger remember.</summary>
    [Range(1, 1_000_000)]
    public int CallsAtOnce { get; init; } = 10_000;

    /// <summary>How long a call's estimate is held when it never settles, and its caller did not say how long it may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReservationLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The Redis that every process that decides shares, as StackExchange.Redis's connection string: <c>redis:6379,password=…</c>.
    /// Empty: each keeps its own count in memory, which is right where there is one.
    /// </summary>
    public string Redis { get; init; } = "";

    /// <summary>Nothing of what is configured: a connection string may hold a password.</summary>
    public override string ToString() => nameof(QuotaOptions);
}
