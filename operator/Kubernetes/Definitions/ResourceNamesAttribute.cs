namespace Text2Llm.Kubernetes.Definitions;

/// <summary>What else <c>kubectl</c> knows a kind by.</summary>
/// <param name="shortNames">Short names, such as <c>psw</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceNamesAttribute(params string[] shortNames) : Attribute
{
    /// <summary>Short names.</summary>
    public IReadOnlyList<string> ShortNames => shortNames;

    /// <summary>The group of kinds that <c>kubectl get</c> lists together.</summary>
    public string Category { get; set; } = "";
}
