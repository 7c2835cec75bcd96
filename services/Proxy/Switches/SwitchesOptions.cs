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
}
