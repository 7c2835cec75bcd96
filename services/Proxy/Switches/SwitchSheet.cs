namespace Text2Llm.Proxy.Switches;

/// <summary>What the switches' file says, key by key.</summary>
/// <param name="Off">The switches that are off, by key.</param>
/// <param name="Mistakes">What is wrong with the keys that cannot be understood, by key.</param>
/// <param name="Unknown">Keys that are no provider of this installation: of another one, or misspelt.</param>
internal sealed record SwitchSheet(
    IReadOnlyDictionary<string, ProviderSwitch> Off, IReadOnlyDictionary<string, string> Mistakes, IReadOnlyList<string> Unknown)
{
    /// <summary>Nothing switched off.</summary>
    public static SwitchSheet Empty { get; } =
        new(new Dictionary<string, ProviderSwitch>(), new Dictionary<string, string>(), []);

    /// <summary>Reads what the file holds. The mistake of one key leaves the others be.</summary>
    /// <exception cref="SwitchFormatException">It cannot be read at all.</exception>
    public static SwitchSheet Parse(SwitchFileContent content, SwitchableProviders providers)
    {
        var off = new Dictionary<string, ProviderSwitch>(StringComparer.OrdinalIgnoreCase);
        var mistakes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<string> unknown = [];
        foreach (var group in Keys(content).GroupBy(key => key.Key, key => key.Value, StringComparer.OrdinalIgnoreCase))
        {
            if (!group.Key.Equals(ProviderSwitch.Everything, StringComparison.OrdinalIgnoreCase) && !providers.Names.ContainsKey(group.Key))
            {
                unknown.Add(group.Key);
                continue;
            }

            try
            {
                if (ParseKey([.. group], group.Key) is { } one)
                {
                    off.Add(group.Key, one);
                }
            }
            catch (SwitchFormatException mistake)
            {
                mistakes.Add(group.Key, mistake.Message);
                if (mistake.Understood is { } one)
                {
                    off.Add(group.Key, one);
                }
            }
        }

        return new SwitchSheet(off, mistakes, unknown);
    }

    /// <summary>Whether every key was understood, or is off in spite of its mistakes.</summary>
    public bool IsUnderstood => Mistakes.Keys.All(Off.ContainsKey);

    /// <summary>The switches that hold now: these, and for each key that cannot be understood the one that it had before.</summary>
    public SwitchSheet After(SwitchSheet before) => this with
    {
        Off = Off.Concat(before.Off.Where(one => Mistakes.ContainsKey(one.Key) && !Off.ContainsKey(one.Key))).ToDictionary(StringComparer.OrdinalIgnoreCase),
    };

    private static IEnumerable<KeyValuePair<string, string?>> Keys(SwitchFileContent content) => content.Kind switch
    {
        SwitchFileKind.Missing => [],
        SwitchFileKind.Manifest => ConfigMapManifest.ReadData(content.Texts[0].Value),
        SwitchFileKind.Directory => content.Texts.Select(text => KeyValuePair.Create(text.Key, (string?)text.Value)),
        _ => throw new SwitchFormatException($"it cannot be read: {content.Texts[0].Value.TrimEnd('.')}"),
    };

    private static ProviderSwitch? ParseKey(IReadOnlyList<string?> values, string key) => values switch
    {
        [{ } text] => SwitchText.Parse(key.ToLowerInvariant(), text),
        [null] => throw new SwitchFormatException($"its value must be a text, as every value of a ConfigMap; write '{key}: |' above it"),
        _ => throw new SwitchFormatException("it is given twice"),
    };
}
