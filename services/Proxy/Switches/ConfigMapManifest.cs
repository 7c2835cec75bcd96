namespace Text2Llm.Proxy.Switches;

/// <summary>A ConfigMap as <c>kubectl get configmap -o yaml</c> writes it.</summary>
internal static class ConfigMapManifest
{
    /// <summary>Its <c>data</c>, in order; the value of a key is null where it is not a text.</summary>
    /// <exception cref="SwitchFormatException">It is no ConfigMap.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> ReadData(string yaml)
    {
        var fields = YamlField.ReadDocument(yaml, levels: 2).Fields;
        if (fields?.FirstOrDefault(field => field.Name == "kind")?.Text != "ConfigMap")
        {
            throw new SwitchFormatException("it is no ConfigMap; it should have 'kind: ConfigMap', and under 'data:' a key for each provider");
        }

        // kubectl leaves data out where there is none.
        var data = fields.FirstOrDefault(field => field.Name == "data");
        return data switch
        {
            null or { Text: "" or "null" or "~" } => [],
            { Fields: { } keys } => keys.Select(key => KeyValuePair.Create(key.Name, key.Text)),
            _ => throw new SwitchFormatException("its 'data' should have a key for each provider"),
        };
    }
}
