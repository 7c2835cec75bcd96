using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Writes a chat as the body of <c>POST /messages</c>.</summary>
internal static class MessagesRequestWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, as UTF-8 JSON; what Anthropic cannot honour is named to the call and left out.</summary>
    public static ReadOnlyMemory<byte> Write(ChatCall call)
    {
        var (chat, unsupported) = (call.Chat, call.Unsupported);
        var generation = ClaudeGenerations.Of(chat.Model);
        var thinking = ClaudeThinking.Of(chat, generation, unsupported);
        NameUnsupported(chat, unsupported);

        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartObject();
        json.WriteString("model", chat.Model);
        json.WriteNumber("max_tokens", thinking.MaxTokens);
        new MessageContentWriter(json, unsupported).Write(chat);
        WriteSampling(json, chat, ClaudeSampling.Of(chat, generation, thinking, unsupported));
        MessageToolsWriter.Write(json, chat, thinking, unsupported);
        thinking.Write(json);
        WriteOutput(json, chat, thinking);
        if (chat.EndUser.Length > 0)
        {
            json.WriteStartObject("metadata");
            json.WriteString("user_id", chat.EndUser);
            json.WriteEndObject();
        }

        if (call.IsStreamed)
        {
            json.WriteBoolean("stream", true);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void NameUnsupported(StreamChatRequest chat, UnsupportedFields unsupported)
    {
        unsupported.AddSeedPenaltiesAndJsonMode(chat);
        if (chat.ResponseFormat?.JsonSchema?.Description is { Length: > 0 })
        {
            unsupported.Add("response_format.json_schema.description");
        }
    }

    private static void WriteSampling(Utf8JsonWriter json, StreamChatRequest chat, ClaudeSampling sampling)
    {
        if (sampling.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (sampling.TopP is { } topP)
        {
            json.WriteNumber("top_p", topP);
        }

        if (sampling.TopK is { } topK)
        {
            json.WriteNumber("top_k", topK);
        }

        if (chat.StopSequences.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            foreach (var stop in chat.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The effort, and the schema that the answer must follow; the API has no place for the schema's name, and is always strict.</summary>
    private static void WriteOutput(Utf8JsonWriter json, StreamChatRequest chat, ClaudeThinking thinking)
    {
        var schema = chat.ResponseFormat?.JsonSchema?.SchemaJson;
        if (thinking.Effort is null && schema is null)
        {
            return;
        }

        json.WriteStartObject("output_config");
        if (thinking.Effort is { } effort)
        {
            json.WriteString("effort", effort);
        }

        if (schema is not null)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WritePropertyName("schema");
            CallersJson.WriteObject(json, schema, "response_format.json_schema.schema");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
