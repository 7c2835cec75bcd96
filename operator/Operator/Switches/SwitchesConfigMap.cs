using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>What the ConfigMap of switches says: for each provider that is off one text, as a person would write it.</summary>
internal static class SwitchesConfigMap
{
    /// <summary>The ConfigMap's data at a moment. It depends on the switches and not on their order.</summary>
    public static SortedDictionary<string, string> Write(IEnumerable<V1Alpha1ProviderSwitch> switches, DateTimeOffset now)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var inForce = switches.Select(one => SwitchInForce.Of(one, now)).Where(one => one.Is);
        foreach (var provider in inForce.GroupBy(one => one.Key, StringComparer.Ordinal))
        {
            data.Add(provider.Key, Write([.. provider]));
        }

        return data;
    }

    /// <summary>Several of one provider as one: off for as long as any of them, its streams aborted where any says so.</summary>
    private static string Write(IReadOnlyList<SwitchInForce> several)
    {
        var longest = several
            .OrderByDescending(one => one.Until ?? DateTimeOffset.MaxValue)
            .ThenBy(one => one.Switch.Metadata.Name, StringComparer.Ordinal)
            .First();
        var text = new StringBuilder("state: Disabled\n");
        text.Append(several.Any(one => one.Switch.Spec.Streams == StreamsUnderWay.Abort) ? "streams: abort\n" : "streams: finish\n");
        if (longest.Switch.Spec.Reason is { Length: > 0 } reason)
        {
            // A text of JSON is one of YAML.
            text.Append(CultureInfo.InvariantCulture, $"reason: {JsonSerializer.Serialize(reason)}\n");
        }

        if (longest.Until is { } until)
        {
            text.Append(CultureInfo.InvariantCulture, $"until: {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}\n");
        }

        return text.ToString();
    }
}
