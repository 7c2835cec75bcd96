using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>Amounts of a pod's resources, as Kubernetes writes quantities.</summary>
public sealed record ResourceQuantities
{
    private const string Pattern = @"([0-9]+(\.[0-9]*)?|\.[0-9]+)(m|k|[KMGTPE]i?|[eE][-+]?[0-9]+)?";

    /// <summary>Processor time, in cores or thousandths of one (500m).</summary>
    [RegularExpression(Pattern, ErrorMessage = "use a quantity such as 2 or 500m")]
    public Quantity? Cpu { get; init; }

    /// <summary>Memory, in bytes.</summary>
    [RegularExpression(Pattern, ErrorMessage = "use a quantity such as 512Mi or 4Gi")]
    public Quantity? Memory { get; init; }

    /// <summary>Room on the node's disk, in bytes.</summary>
    [JsonPropertyName("ephemeral-storage")]
    [RegularExpression(Pattern, ErrorMessage = "use a quantity such as 10Gi")]
    public Quantity? EphemeralStorage { get; init; }
}
