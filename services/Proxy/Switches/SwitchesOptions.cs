using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Proxy.Switches;

/// <summary>Where the switches are: configuration section <c>Switches</c>.</summary>
public sealed record SwitchesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Switches";

    /// <summary>
    /// A file that holds the ConfigMap <c>text2llm-switches</c> as its manifest, or the directory that a ConfigMap is mounted as. It is
    /// watched: a change takes effect without a restart. Empty: there is none. While it does not exist, it switches nothing off.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>
    /// The ConfigMap of the cluster that holds the switches, as <c>namespace/name</c>. It is watched through the API server, of which
    /// <c>KUBECONFIG</c> or the pod says where it is; while that is away, the last state stays. Empty: none is watched.
    /// </summary>
    [RegularExpression(
        "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?",
        ErrorMessage = "it must be namespace/name, such as text2llm/text2llm-switches.")]
    public string ConfigMap { get; init; } = "";
}
