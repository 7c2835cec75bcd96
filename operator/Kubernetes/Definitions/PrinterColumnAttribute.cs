namespace Text2Llm.Kubernetes.Definitions;

/// <summary>A column of <c>kubectl get</c>, on the entity's class; in the order in which they are written.</summary>
/// <param name="name">Its heading.</param>
/// <param name="jsonPath">Where its value is, such as <c>.spec.provider</c>.</param>
/// <param name="type"><c>string</c>, <c>integer</c>, <c>boolean</c> or <c>date</c>; a date is shown as the time since then.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string jsonPath, string type = "string") : Attribute
{
    /// <summary>Its heading.</summary>
    public string Name => name;

    /// <summary>Where its value is.</summary>
    public string JsonPath => jsonPath;

    /// <summary>Of which type it is.</summary>
    public string Type => type;

    /// <summary>Above 0, it is shown with <c>-o wide</c> only.</summary>
    public int Priority { get; set; }
}
