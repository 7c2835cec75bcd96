using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Text2Llm.Kubernetes.Definitions;

namespace Text2Llm.Resources.Switches;

/// <summary>What a switch is to do.</summary>
public sealed class ProviderSwitchSpec
{
    /// <summary>The id of the provider, such as anthropic, or * for all of them.</summary>
    [Required]
    [RegularExpression(@"\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")]
    [ValidationRule("self != 'all'", "use * for every provider")]
    public string Provider { get; set; } = "";

    /// <summary>Whether calls to it are made.</summary>
    [Required]
    public SwitchState? State { get; set; }

    /// <summary>What becomes of the calls that are under way when it is switched off.</summary>
    [DefaultValue(StreamsUnderWay.Finish)]
    public StreamsUnderWay? Streams { get; set; }

    /// <summary>Why, for the callers that are refused.</summary>
    [StringLength(500)]
    public string? Reason { get; set; }

    /// <summary>When it ends by itself, as 2026-01-31T18:00:00Z; left out, it does not.</summary>
    [DataType(DataType.DateTime)]
    public string? Until { get; set; }
}
