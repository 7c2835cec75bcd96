using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>
/// Writes the message of a chat completion, or the delta of a chunk, from one step of an answer or from all of them. What a provider wants
/// back goes into the fields that <see cref="MessageReader"/> reads.
/// </summary>
internal static class MessageWriter
{
    /// <summary>Writes the whole message.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<StreamChatResponse> steps)
    {
        json.WriteString("role", "assistant");
        var text = string.Concat(steps.Select(step => step.TextDelta?.Text));
        json.WriteString("content", text.Length > 0 ? text : null);
        json.WriteNull("refusal");
        WriteThinking(json, ThinkingBlocks.Of(steps));
        if (steps.Select(step => step.TextDelta?.Signature).LastOrDefault(signature => !string.IsNullOrEmpty(signature)) is { } seal)
        {
            WriteSignature(json, seal);
        }

        var calls = steps.Select(step => step.ToolCallDelta).OfType<ToolCallDelta>().GroupBy(delta => delta.Index).ToList();
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var deltas in calls.OrderBy(call => call.Key))
            {
                json.WriteStartObject();
                WriteToolCall(json, Joined(deltas));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Writes one step.</summary>
    public static void WriteDelta(Utf8JsonWriter json, StreamChatResponse step)
    {
        if (step.TextDelta is { } text)
        {
            json.WriteString("content", text.Text);
            if (text.Signature.Length > 0)
            {
                WriteSignature(json, text.Signature);
            }
        }
        else if (step.ThinkingDelta is { } thinking)
        {
            WriteThinking(json, [thinking]);
        }
        else if (step.ToolCallDelta is { } call)
        {
            json.WriteStartArray("tool_calls");
            json.WriteStartObject();
            json.WriteNumber("index", call.Index);
            WriteToolCall(json, call);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteThinking(Utf8JsonWriter json, IReadOnlyList<ThinkingDelta> blocks)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        var text = string.Concat(blocks.Select(block => block.Text));
        if (text.Length > 0)
        {
            json.WriteString("reasoning_content", text);
        }

        json.WriteStartArray("reasoning_details");
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            if (block.RedactedData.Length > 0)
            {
                json.WriteString("type", "reasoning.encrypted");
                json.WriteString("data", block.RedactedData);
            }
            else
            {
                json.WriteString("type", "reasoning.text");
                json.WriteString("text", block.Text);
            }

            if (block.Signature.Length > 0)
            {
                json.WriteString("signature", block.Signature);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what there is of a call: its id and name come once, with the first piece.</summary>
    private static void WriteToolCall(Utf8JsonWriter json, ToolCallDelta call)
    {
        var isFirst = call.Id.Length > 0;
        if (isFirst)
        {
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (isFirst)
        {
            json.WriteString("name", call.Name);
        }

        json.WriteString("arguments", call.ArgumentsJson);
        json.WriteEndObject();
        if (call.Signature.Length > 0)
        {
            WriteSignature(json, call.Signature);
        }
    }

    private static void WriteSignature(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject("extra_content");
        json.WriteStartObject("google");
        json.WriteString("thought_signature", signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ToolCallDelta Joined(IEnumerable<ToolCallDelta> deltas) => deltas.Aggregate((call, delta) => new ToolCallDelta
    {
        Index = call.Index,
        Id = call.Id,
        Name = call.Name,
        ArgumentsJson = call.ArgumentsJson + delta.ArgumentsJson,
        Signature = delta.Signature.Length > 0 ? delta.Signature : call.Signature,
    });
}
