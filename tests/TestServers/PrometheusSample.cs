using System.Globalization;
using System.Text.RegularExpressions;

namespace Text2Llm.TestServers;

/// <summary>One sample of Prometheus' text format.</summary>
/// <param name="Name">The series' name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value.</param>
public sealed partial record PrometheusSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    private static readonly string[] Suffixes = ["", "_bucket", "_sum", "_count"];

    /// <summary>Reads a whole answer, as strictly as Prometheus does.</summary>
    /// <exception cref="FormatException">A line is malformed, a sample has no type before it, or comes twice.</exception>
    public static IReadOnlyList<PrometheusSample> Parse(string text)
    {
        HashSet<string> typed = [], seen = [];
        List<PrometheusSample> samples = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (TypeLine().Match(line) is { Success: true } type)
            {
                typed.Add(type.Groups["name"].Value);
            }
            else if (!line.StartsWith('#'))
            {
                samples.Add(ParseSample(line, typed, seen));
            }
        }

        return samples;
    }

    /// <summary>A label's value; empty where there is none, as Prometheus has it.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");

    private static PrometheusSample ParseSample(string line, HashSet<string> typed, HashSet<string> seen)
    {
        var match = SampleLine().Match(line);
        var name = match.Groups["name"].Value;
        if (!match.Success || !Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && typed.Contains(name[..^suffix.Length])))
        {
            throw new FormatException($"No sample of a known type: {line}");
        }

        if (!seen.Add(line[..match.Groups["value"].Index]))
        {
            throw new FormatException($"The sample comes twice: {line}");
        }

        var labels = match.Groups["label"].Captures.Zip(match.Groups["text"].Captures, (label, text) => (label.Value, text.Value)).ToDictionary();
        var value = match.Groups["value"].Value;
        return new PrometheusSample(
            name, labels, value == "+Inf" ? double.PositiveInfinity : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<text>([^"\\]|\\.)*)",?)*\})? (?<value>[-+0-9.eE]+|\+Inf|NaN)( [0-9]+)?$""")]
    private static partial Regex SampleLine();
}
