using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>How one controller works.</summary>
public sealed record ControllerSettings
{
    /// <summary>Which entities.</summary>
    public ResourceScope Scope { get; init; } = ResourceScope.All;

    /// <summary>Whether every replica of the operator reconciles, each the same; else the leader alone.</summary>
    public bool EveryReplica { get; init; }

    /// <summary>Whether a change that only others' fields have (the status, for one) is no reason to reconcile.</summary>
    public bool ByGeneration { get; init; } = true;
}
