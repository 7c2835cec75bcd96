using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes a former answer of the model: its text, its thoughts where the provider takes them back, and the tools it asked for.</summary>
internal static class AssistantMessageWriter
{
    public static void Write(Utf8JsonWriter json, int index, IReadOnlyList<ContentPart> parts, OpenAIDialect dialect)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        if (dialect.FormerThoughts == FormerThoughts.ContentChunks && parts.Any(IsPlainThought))
        {
            WriteChunks(json, parts);
        }
        else
        {
            WriteText(json, parts);
        }

        if (dialect.FormerThoughts == FormerThoughts.ReasoningContent && parts.Any(IsPlainThought))
        {
            json.WriteString("reasoning_content", string.Concat(parts.Where(IsPlainThought).Select(part => part.Thinking.Text)));
        }

        if (dialect.FormerThoughts == FormerThoughts.ReasoningDetails)
        {
            ReasoningDetailsWriter.Write(json, parts);
        }

        WriteToolCalls(json, index, parts, dialect);
        json.WriteEndObject();
    }

    /// <summary>Whether a part is a thought in plain text. One with a seal is of another provider than those that take plain ones.</summary>
    private static bool IsPlainThought(ContentPart part) => part is { Thinking.Text.Length: > 0, Signature.Length: 0 };

    private static void WriteText(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts)
    {
        var text = string.Concat(parts.Select(part => part.Text));
        if (text.Length == 0 && parts.Any(part => part.ToolCall is not null))
        {
            json.WriteNull("content");
        }
        else
        {
            json.WriteString("content", text);
        }
    }

    private static void WriteChunks(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts)
    {
        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            if (IsPlainThought(part))
            {
                json.WriteStartObject();
                json.WriteString("type", "thinking");
                json.WriteStartArray("thinking");
                WriteTextChunk(json, part.Thinking.Text);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            else if (part.Text.Length > 0)
            {
                WriteTextChunk(json, part.Text);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteTextChunk(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, int index, IReadOnlyList<ContentPart> parts, OpenAIDialect dialect)
    {
        var calls = parts.Where(part => part.ToolCall is not null).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        for (var number = 0; number < calls.Count; number++)
        {
            var call = calls[number].ToolCall;
            json.WriteStartObject();
            json.WriteString("id", dialect.ToolCallId(call.Id));
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.ArgumentsJson.Length > 0
                ? CallersJson.Object(call.ArgumentsJson, $"messages[{index}].tool_calls[{number}].function.arguments")
                : "{}");
            json.WriteEndObject();
            if (dialect.TakesExtraContent && Seal.Read(calls[number].Signature) is { } seal)
            {
                json.WritePropertyName("extra_content");
                seal.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
