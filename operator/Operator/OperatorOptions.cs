using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Operator;

/// <summary>The operator's settings: configuration section <c>Operator</c>.</summary>
public sealed record OperatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operator";

    /// <summary>As whom it owns the fields that it writes.</summary>
    public const string FieldManager = "text2llm-operator";

    /// <summary>The installation's namespace: of its lease, its switches and the ConfigMap that proxies watch.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", ErrorMessage = "it must be the name of a namespace, such as text2llm.")]
    public string Namespace { get; init; } = "text2llm";

    /// <summary>The ConfigMap that switches go to.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", ErrorMessage = "it must be the name of a ConfigMap, such as text2llm-switches.")]
    public string SwitchesConfigMap { get; init; } = "text2llm-switches";
}
