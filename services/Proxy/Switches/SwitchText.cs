using System.Globalization;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// One switch as it is written under its key: <c>state: Disabled</c> and, where wanted, <c>streams: finish</c> or <c>abort</c>,
/// <c>reason:</c> and <c>until:</c>; or the state alone, as a word.
/// </summary>
internal static class SwitchText
{
    private const int LongestReason = 500;

    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads the switch of a provider.</summary>
    /// <returns>The switch, or null where it says that the provider is on.</returns>
    /// <exception cref="SwitchFormatException">
    /// It is written wrongly; every mistake is named. Where it says that the provider is off and only its end cannot be read, the exception
    /// has the switch, without an end.
    /// </exception>
    public static ProviderSwitch? Parse(string provider, string yaml)
    {
        var root = YamlField.ReadDocument(yaml, levels: 1);
        var fields = root.Fields ?? [new YamlField("state", root.Text, null)];
        List<string> mistakes = [];
        var wrongEnds = 0;
        var off = new ProviderSwitch(provider);
        bool? disabled = null;
        foreach (var field in fields)
        {
            var text = field.Text?.Trim() ?? "";
            switch (field.Name)
            {
                case "state":
                    disabled = OneOf(field, text, "Enabled", "Disabled", mistakes);
                    break;
                case "streams":
                    var aborts = OneOf(field, text, "finish", "abort", mistakes);
                    off = off with { Streams = aborts ? StreamsUnderWay.Abort : StreamsUnderWay.Finish };
                    break;
                case "reason":
                    off = off with { Reason = Reason(field, text, mistakes) };
                    break;
                case "until":
                    var others = mistakes.Count;
                    off = off with { Until = Until(field, text, mistakes) };
                    wrongEnds += mistakes.Count - others;
                    break;
                default:
                    mistakes.Add($"'{field.Name}' is no field of a switch; it has state, streams, reason and until");
                    break;
            }
        }

        if (disabled is null)
        {
            mistakes.Add("'state' is missing; it must be Enabled or Disabled");
        }

        return mistakes.Count == 0
            ? disabled is true ? off : null
            : throw new SwitchFormatException(string.Join("; ", mistakes))
            {
                Understood = mistakes.Count == wrongEnds && disabled is true ? off : null,
            };
    }

    /// <summary>True for the second word; without regard to case.</summary>
    private static bool OneOf(YamlField field, string text, string first, string second, List<string> mistakes)
    {
        var isSecond = text.Equals(second, StringComparison.OrdinalIgnoreCase);
        if (!isSecond && !text.Equals(first, StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add($"'{field.Name}' is '{Short(text)}'; it must be {first} or {second}");
        }

        return isSecond;
    }

    /// <summary>The reason as one line, however it is folded, and as much of it as there is room for: others count characters differently.</summary>
    private static string Reason(YamlField field, string text, List<string> mistakes)
    {
        if (field.Text is null)
        {
            mistakes.Add("'reason' is not a text");
        }

        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestReason ? line
            : string.Concat(line.AsSpan(0, LongestReason - (char.IsHighSurrogate(line[LongestReason - 2]) ? 2 : 1)), "…");
    }

    private static DateTimeOffset? Until(YamlField field, string text, List<string> mistakes)
    {
        // Nothing written: no end. K takes a time without an offset too, which would mean another moment on every machine.
        if (field.Text is "")
        {
            return null;
        }

        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        if (hasOffset && DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
        {
            return until;
        }

        mistakes.Add($"'until' is '{Short(text)}'; it must be a time as 2026-01-31T18:00:00Z");
        return null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
