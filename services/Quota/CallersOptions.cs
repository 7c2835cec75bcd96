namespace Text2Llm.Quota;

/// <summary>Who may call: configuration section <c>Callers</c>.</summary>
public sealed record CallersOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Callers";

    /// <summary>
    /// The service accounts of the proxies, each <c>NAMESPACE:NAME</c>, whose projected tokens the API server of the cluster checks. Empty:
    /// whoever reaches the port may call.
    /// </summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Whether whoever reaches the port may call although it is not loopback's: for a network that lets nobody else reach it.</summary>
    public bool Anyone { get; init; }
}
