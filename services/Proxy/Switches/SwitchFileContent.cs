namespace Text2Llm.Proxy.Switches;

/// <summary>What the switches' path held at a moment, as text. It is compared as a whole, so no clock and no link has to be trusted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Texts">
/// A directory's texts by key; a manifest's, or the reason why it cannot be read, as the only one and without a key.
/// </param>
internal sealed record SwitchFileContent(SwitchFileKind Kind, IReadOnlyList<KeyValuePair<string, string>> Texts)
{
    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(SwitchFileContent? other) => other is not null && Kind == other.Kind && Texts.SequenceEqual(other.Texts);
}
