using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>JSON that a caller sent as text, such as a tool's schema.</summary>
internal static class CallersJson
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 64 };

    /// <summary>The text, which is a JSON object, nested at most 64 deep.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What it is, for the error, for instance <c>tools[0].parameters</c>.</param>
    /// <exception cref="CallException">INVALID_REQUEST, which names it: it is something else.</exception>
    public static string Object(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Bounds);
            return document.RootElement.ValueKind == JsonValueKind.Object ? text : throw Wrong(name);
        }
        catch (JsonException malformed)
        {
            throw Wrong(name, malformed);
        }
    }

    /// <summary>Writes a JSON object as the caller sent it.</summary>
    /// <exception cref="CallException">INVALID_REQUEST: it is none.</exception>
    public static void WriteObject(Utf8JsonWriter json, string text, string name) =>
        json.WriteRawValue(Object(text, name), skipInputValidation: true);

    private static CallException Wrong(string name, Exception? cause = null) =>
        new(CallError.Invalid($"{name} must be a JSON object, nested at most {Bounds.MaxDepth} deep.") with { Parameter = name }, cause);
}
