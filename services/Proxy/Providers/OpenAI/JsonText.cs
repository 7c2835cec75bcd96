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

    /// <summary>Characters of the strings in it, at any depth, without their escapes undone: enough to estimate by.</summary>
    public static long Length(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetRawText().Length - 2,
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().Sum(item => Length(item)),
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().Sum(member => Length(member.Value)),
        _ => 0,
    };

    private static string ReadString(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonSerializer.Deserialize<string>(LoneSurrogate().Replace(text.GetRawText(), @"\ufffd"))!;
        }
    }

    [GeneratedRegex(@"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex LoneSurrogate();
}
