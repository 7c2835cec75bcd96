using System.Text;
using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>JSON objects that callers send as text: schemas, and the arguments of tools.</summary>
internal static class JsonObjectText
{
    private const int DeepestNesting = 64;

    /// <summary>Writes the object as it is.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="text">The object.</param>
    /// <param name="field">Where it came from, for instance <c>tools[0].parameters</c>.</param>
    /// <exception cref="CallException">The text is no JSON object, or one nested too deeply.</exception>
    public static void Write(Utf8JsonWriter json, string text, string field)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (!IsObject(utf8))
        {
            throw new CallException(
                CallError.Invalid($"{field} is not a JSON object of at most {DeepestNesting} levels.") with { Parameter = field });
        }

        json.WriteRawValue(utf8, skipInputValidation: true);
    }

    private static bool IsObject(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
                // To the end, where what follows the object would be a mistake too.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
