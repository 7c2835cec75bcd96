using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Writes an answer as OpenAI's chat completion.</summary>
/// <param name="id">The answer's id.</param>
/// <param name="model">The model asked for.</param>
/// <param name="created">When the answer began.</param>
internal sealed class ChatCompletionWriter(string id, string model, DateTimeOffset created)
{
    // The text goes into JSON that programs read, never into HTML, so quotes and letters stay legible.
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole answer.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<StreamChatResponse> steps)
    {
        var completion = steps[^1].Completion;
        return Write("chat.completion", completion.Model, json =>
        {
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("message");
            MessageWriter.Write(json, steps);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", ReasonOf(completion));
            json.WriteEndObject();
            json.WriteEndArray();
            WriteUsage(json, completion.Usage);
        });
    }

    /// <summary>A document of this answer, with the fields that they all have.</summary>
    public ReadOnlyMemory<byte> Write(string kind, string exactModel, Action<Utf8JsonWriter> writeRest)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Legible);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", created.ToUnixTimeSeconds());
        json.WriteString("model", exactModel.Length > 0 ? exactModel : model);
        writeRest(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <summary>Why the model stopped, in OpenAI's words.</summary>
    public static string ReasonOf(Completion completion) => completion.FinishReason switch
    {
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        FinishReason.ToolCalls => "tool_calls",
        _ => "stop",
    };

    /// <summary>What the answer cost.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.InputTokens);
        json.WriteNumber("completion_tokens", usage.OutputTokens);
        json.WriteNumber("total_tokens", usage.InputTokens + usage.OutputTokens);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedInputTokens);
        json.WriteNumber("cache_write_tokens", usage.CacheWriteInputTokens);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
