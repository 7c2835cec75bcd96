using System.Buffers;
using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Writes a chat in the house's shape as the body of OpenAI's <c>POST /chat/completions</c>, streamed.</summary>
internal static class ChatCompletionRequestWriter
{
    /// <summary>The body, as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Write(StreamChatRequest chat, bool asksForUsage)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("model", chat.Model);
        json.WriteStartArray("messages");
        foreach (var message in chat.Messages)
        {
            WriteMessage(json, message);
        }

        json.WriteEndArray();
        WriteSampling(json, chat);
        json.WriteBoolean("stream", true);
        if (asksForUsage)
        {
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role switch
        {
            Role.System => "system",
            Role.Assistant => "assistant",
            _ => "user",
        });
        json.WriteString("content", string.Concat(message.Parts.Select(part => part.Text)));
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, StreamChatRequest chat)
    {
        if (chat.HasMaxOutputTokens)
        {
            json.WriteNumber("max_tokens", chat.MaxOutputTokens);
        }

        if (chat.HasTemperature)
        {
            json.WriteNumber("temperature", chat.Temperature);
        }

        if (chat.HasTopP)
        {
            json.WriteNumber("top_p", chat.TopP);
        }

        if (chat.StopSequences.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (var stop in chat.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }
}
