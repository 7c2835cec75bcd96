using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes the form that the answer's text is to have.</summary>
internal static class ResponseFormatWriter
{
    public static void Write(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        switch (call.Chat.ResponseFormat?.FormatCase)
        {
            case ResponseFormat.FormatOneofCase.JsonObject:
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_object");
                json.WriteEndObject();
                break;
            case ResponseFormat.FormatOneofCase.JsonSchema when dialect.TakesJsonSchema:
                WriteSchema(json, call.Chat.ResponseFormat.JsonSchema);
                break;
            case ResponseFormat.FormatOneofCase.JsonSchema:
                call.Unsupported.Add("response_format.json_schema");
                break;
        }
    }

    private static void WriteSchema(Utf8JsonWriter json, JsonSchemaFormat format)
    {
        json.WriteStartObject("response_format");
        json.WriteString("type", "json_schema");
        json.WriteStartObject("json_schema");
        json.WriteString("name", format.Name);
        if (format.Description.Length > 0)
        {
            json.WriteString("description", format.Description);
        }

        json.WritePropertyName("schema");
        CallersJson.WriteObject(json, format.SchemaJson, "response_format.json_schema.schema");
        if (format.HasStrict)
        {
            json.WriteBoolean("strict", format.Strict);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
