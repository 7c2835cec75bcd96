using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>What the ConfigMap of switches says: for each provider that is off one text, as a person would write it.</summary>
internal static class SwitchesConfigMap
{
    /// <summary>
    /// The ConfigMap's data. It depends on the switches and not on their order, and as little as can be on the time: a switch that has ended
    /// keeps its text, which the proxies no longer heed, so that replicas whose clocks differ do not write over one another.
    /// </summary>
    /// <param name="switches">All of them.</param>
    /// <param name="now">For one thing: where several concern a provider, those that have ended break off no more streams.</param>
    public static SortedDictionary<string, string> Write(IEnumerable<V1Alpha1ProviderSwitch> switches, DateTimeOffset now)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var told = switches.Select(one => SwitchInForce.Of(one, now)).Where(one => one.IsTold);
        foreach (var provider in told.GroupBy(one => one.Key, StringComparer.Ordinal))
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
        var counted = several.Any(one => one.Is) ? several.Where(one => one.Is) : several;
        text.Append(counted.Any(one => one.Switch.Spec.Streams == StreamsUnderWay.Abort) ? "streams: abort\n" : "streams: finish\n");
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
