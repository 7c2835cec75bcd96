using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>JSON that a caller sent as text, such as a tool's schema.</summary>
internal static class CallersJson
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 64 };

    /// <summary>Refuses a text that is no JSON object, or one nested deeper than 64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What it is, for the error, for instance <c>tools[0].parameters</c>.</param>
    /// <exception cref="CallException">INVALID_REQUEST, which names it.</exception>
    public static void CheckObject(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Bounds);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CallException(CallError.Invalid($"{name} must be a JSON object, nested at most {Bounds.MaxDepth} deep.") with { Parameter = name });
    }

    /// <summary>Writes a JSON object as the caller sent it.</summary>
    /// <exception cref="CallException">INVALID_REQUEST: it is none.</exception>
    public static void WriteObject(Utf8JsonWriter json, string text, string name)
    {
        CheckObject(text, name);
        json.WriteRawValue(text, skipInputValidation: true);
    }
}
