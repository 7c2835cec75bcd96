using System.Text.Json;
using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Text in the forms in which providers send it: a string, or parts of which some have <c>text</c>.</summary>
internal static partial class JsonText
{
    /// <summary>The text; empty where there is none. Half of a surrogate pair becomes U+FFFD.</summary>
    public static string Read(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => ReadString(text),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => Read(part))),
        { ValueKind: JsonValueKind.Object } part when part.TryGetProperty("text", out var text) => Read(text),
        _ => "",
    };

    private static string ReadString(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonSerializer.Deserialize<string>(Escape().Replace(text.GetRawText(), escape => escape.Groups["lone"].Success ? @"\ufffd" : escape.Value))!;
        }
    }

    // From one escape to the next: a backslash that is itself escaped begins none, and both halves of a pair are one.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escape();
}
