using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>JSON that callers give as text.</summary>
internal static class CallerJson
{
    /// <summary>Makes sure that a text is one JSON object, nested no deeper than 64 levels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">Where it stands in the request, for instance <c>tools[0].parameters</c>.</param>
    /// <exception cref="CallException">INVALID_REQUEST, which names the field: it is something else.</exception>
    public static string Object(string text, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? text : throw Wrong(field);
        }
        catch (JsonException malformed)
        {
            throw Wrong(field, malformed);
        }
    }

    private static CallException Wrong(string field, Exception? cause = null) =>
        new(CallError.Invalid($"{field} must be the text of a JSON object, nested no deeper than 64 levels.") with { Parameter = field }, cause);
}
