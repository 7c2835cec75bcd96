namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Whether an event should worry anybody.</summary>
public enum EventType
{
    /// <summary>No.</summary>
    Normal,

    /// <summary>Yes.</summary>
    Warning,
}
