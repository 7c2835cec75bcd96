namespace Text2Llm.Kubernetes.Clients;

/// <summary>Which objects of a kind are meant.</summary>
/// <param name="Namespace">Those of one namespace; empty for those of all.</param>
/// <param name="LabelSelector">Those with these labels; empty for any.</param>
/// <param name="FieldSelector">Those with these fields, such as <c>metadata.name=settings</c>; empty for any.</param>
public sealed record ResourceScope(string Namespace = "", string LabelSelector = "", string FieldSelector = "")
{
    /// <summary>All of them.</summary>
    public static ResourceScope All { get; } = new();

    /// <summary>The part of a query that says so, each field begun by <c>&amp;</c>.</summary>
    internal string Query => string.Concat(
        LabelSelector.Length == 0 ? "" : $"&labelSelector={Uri.EscapeDataString(LabelSelector)}",
        FieldSelector.Length == 0 ? "" : $"&fieldSelector={Uri.EscapeDataString(FieldSelector)}");
}
