using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes the form of the answer's text, into <c>generationConfig</c>. Gemini always follows a schema to the letter.</summary>
internal static class ResponseFormatWriter
{
    /// <summary>Writes nothing for free text.</summary>
    public static void Write(Utf8JsonWriter json, ResponseFormat? format, UnsupportedFields unsupported)
    {
        if (format is null || format.FormatCase == ResponseFormat.FormatOneofCase.None)
        {
            return;
        }

        json.WriteString("responseMimeType", "application/json");
        if (format.JsonSchema is not { } schema)
        {
            return;
        }

        json.WritePropertyName("responseJsonSchema");
        CallersJson.WriteObject(json, schema.SchemaJson, "response_format.json_schema.schema");
        if (schema.Description.Length > 0)
        {
            unsupported.Add("response_format.json_schema.description");
        }
    }
}
