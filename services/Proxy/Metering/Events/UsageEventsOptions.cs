using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Where usage events go: configuration section <c>UsageEvents</c>.</summary>
public sealed record UsageEventsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "UsageEvents";

    /// <summary>The Redis that keeps the stream, as StackExchange.Redis takes it, for instance <c>redis:6379</c>. Empty: memory, and lost with the process.</summary>
    public string Redis { get; init; } = "";

    /// <summary>The stream's key.</summary>
    [Required]
    public string Stream { get; init; } = "text2llm:usage";

    /// <summary>About the most events that the stream keeps; beyond, Redis drops the oldest.</summary>
    [Range(1, 1_000_000_000)]
    public int LongestStream { get; init; } = 1_000_000;

    /// <summary>The most events that wait in memory while the store is away; beyond, the newest are dropped, counted and logged.</summary>
    [Range(1, 10_000_000)]
    public int MostWaiting { get; init; } = 100_000;

    /// <summary>Nothing of what is configured: a connection string may hold a password.</summary>
    public override string ToString() => nameof(UsageEventsOptions);
}
