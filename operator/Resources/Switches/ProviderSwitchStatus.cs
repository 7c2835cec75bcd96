using k8s.Models;

namespace Text2Llm.Resources.Switches;

/// <summary>What has become of a switch.</summary>
public sealed class ProviderSwitchStatus
{
    /// <summary>The generation of the spec that this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>When what it says was given to the proxies; null before that.</summary>
    public DateTime? AppliedAt { get; set; }

    /// <summary>Ready: the proxies have been given what it says. InForce: it switches something off now.</summary>
    public IReadOnlyList<V1Condition> Conditions { get; set; } = [];
}
