using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.Anthropic;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>
/// Writes a chat as the body of <c>POST /model/{id}/converse</c>. What Converse has no place for goes to Claude models in Anthropic's own
/// fields; of other models it is unsupported.
/// </summary>
internal static class ConverseRequestWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, as UTF-8 JSON; what Bedrock cannot honour is named to <paramref name="unsupported"/> and left out.</summary>
    public static ReadOnlyMemory<byte> Write(StreamChatRequest chat, UnsupportedFields unsupported)
    {
        NameUnsupported(chat, unsupported);
        var claude = ClaudeFields.Of(chat, unsupported);
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartObject();
        new ConverseContentWriter(json, unsupported).Write(chat);
        WriteInference(json, chat, claude, unsupported);
        ConverseToolsWriter.Write(json, chat, claude.Thinking, unsupported);
        claude.Write(json);
        if (chat.ResponseFormat?.JsonSchema is { } schema)
        {
            WriteSchema(json, schema);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void NameUnsupported(StreamChatRequest chat, UnsupportedFields unsupported)
    {
        unsupported.AddSeedPenaltiesAndJsonMode(chat);
        if (chat.EndUser.Length > 0)
        {
            unsupported.Add("user");
        }
    }

    private static void WriteInference(Utf8JsonWriter json, StreamChatRequest chat, ClaudeFields claude, UnsupportedFields unsupported)
    {
        var sampling = claude.Sampling ?? new ClaudeSampling(
            chat.HasTemperature ? chat.Temperature : null, chat.HasTopP ? chat.TopP : null, TopK: null);
        if (sampling.Temperature > 1)
        {
            unsupported.Add("temperature");
            sampling = sampling with { Temperature = null };
        }

        json.WriteStartObject("inferenceConfig");
        if (chat.HasMaxOutputTokens || claude.Thinking?.HasBudget == true)
        {
            json.WriteNumber("maxTokens", claude.Thinking?.MaxTokens ?? chat.MaxOutputTokens);
        }

        if (sampling.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (sampling.TopP is { } topP)
        {
            json.WriteNumber("topP", topP);
        }

        if (chat.StopSequences.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (var stop in chat.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the schema that the answer must follow; Converse takes it as text, and is always strict.</summary>
    private static void WriteSchema(Utf8JsonWriter json, JsonSchemaFormat format)
    {
        json.WriteStartObject("outputConfig");
        json.WriteStartObject("textFormat");
        json.WriteString("type", "json_schema");
        json.WriteStartObject("structure");
        json.WriteStartObject("jsonSchema");
        json.WriteString("schema", CallersJson.Object(format.SchemaJson, "response_format.json_schema.schema"));
        json.WriteString("name", format.Name);
        if (format.Description.Length > 0)
        {
            json.WriteString("description", format.Description);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
