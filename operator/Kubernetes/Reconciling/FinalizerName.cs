using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>How a finalizer is called in <c>metadata.finalizers</c>.</summary>
internal static class FinalizerName
{
    // Of the part after the group, by the rules of the API server.
    private const int Longest = 63;

    /// <summary><c>{group}/{class name in lower case}</c>, with <c>finalizer</c> at its end, 63 characters at most.</summary>
    public static string Of(Type implementation, ResourceKind kind)
    {
        var name = implementation.Name.ToLowerInvariant();
        name = name.EndsWith("finalizer", StringComparison.Ordinal) ? name : $"{name}finalizer";
        var full = $"{kind.Group}/{name}";
        return full.Length <= Longest ? full : full[..Longest];
    }
}
