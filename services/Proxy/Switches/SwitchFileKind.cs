namespace Text2Llm.Proxy.Switches;

/// <summary>What the switches' path leads to.</summary>
internal enum SwitchFileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file: a ConfigMap's manifest.</summary>
    Manifest,

    /// <summary>A directory: a ConfigMap that is mounted, one file for each key.</summary>
    Directory,

    /// <summary>Something that cannot be read.</summary>
    Unreadable,
}
