using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes a chat in the house's shape as the body of <c>POST /chat/completions</c>, in a provider's dialect.</summary>
internal static class ChatCompletionRequestWriter
{
    // The default one, made for HTML, would write every plus sign of a picture's base64 in six bytes.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Write(ChatCall call, OpenAIDialect dialect)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartObject();
        json.WriteString("model", call.Chat.Model);
        MessagesWriter.Write(json, call, dialect);
        SamplingWriter.Write(json, call, dialect);
        ToolsWriter.Write(json, call, dialect);
        ResponseFormatWriter.Write(json, call, dialect);
        if (call.Chat.Reasoning is not null)
        {
            dialect.Reasoning(json, call.Chat, call.Unsupported);
        }

        if (dialect.HonoursAllOnlyIfTold && !call.Unsupported.AreIgnored)
        {
            json.WriteStartObject("provider");
            json.WriteBoolean("require_parameters", true);
            json.WriteEndObject();
        }

        WriteStream(json, call, dialect);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteStream(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        if (!call.IsStreamed)
        {
            return;
        }

        json.WriteBoolean("stream", true);
        if (dialect.StreamsUsage && call.Provider.Options.StreamsUsage)
        {
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }
    }
}
