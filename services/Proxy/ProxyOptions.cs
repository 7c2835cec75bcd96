using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Proxy;

/// <summary>The proxy's limits and neighbours: configuration section <c>Proxy</c>.</summary>
public sealed record ProxyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Proxy";

    /// <summary>The largest request body that is taken, in bytes; one of exactly this size passes.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxRequestBytes { get; init; } = 128 * 1024;

    /// <summary>How long a streamed call to a provider may take, from the first byte sent to the last received.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long any other call to a provider may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The quota service's internal gRPC address, for instance <c>http://quota:8081</c>. Null: this process decides itself, by the settings
    /// <c>Quota</c>.
    /// </summary>
    public Uri? QuotaAddress { get; init; }

    /// <summary>
    /// The file with this proxy's token for the quota service: its pod's projected token for the audience <c>text2llm-internal</c>, which is
    /// read again when it is renewed. Null: none is shown, and the quota service must take anyone.
    /// </summary>
    public string? QuotaTokenFile { get; init; }

    /// <summary>How long the decision on a call may take; then the limits cannot be checked.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan QuotaTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether calls are made, unlimited and uncounted, while the limits cannot be checked. Unless it is set, they are refused with 503.
    /// </summary>
    public bool AllowWithoutQuota { get; init; }

    /// <summary>Web origins whose pages may call, for instance <c>https://chat.example.org</c>. A page of the proxy's own origin always may.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}
