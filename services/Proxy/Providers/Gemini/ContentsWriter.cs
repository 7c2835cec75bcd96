using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>
/// Writes the conversation: <c>systemInstruction</c> and <c>contents</c>. Gemini knows two speakers, and takes the results of tools as words of
/// the user; neighbours of the same speaker become one, as the results of parallel calls must.
/// </summary>
internal sealed class ContentsWriter(Utf8JsonWriter json, GeminiModel model, UnsupportedFields unsupported)
{
    // What Google documents for tool calls that another provider's model made; without a signature they would be refused.
    private const string ForeignSignature = "skip_thought_signature_validator";

    private readonly Dictionary<string, string> _toolNames = new(StringComparer.Ordinal);

    /// <summary>Writes both.</summary>
    /// <exception cref="CallException">A tool's result belongs to no call, or a call's arguments are no JSON object.</exception>
    public void Write(StreamChatRequest chat)
    {
        WriteSystem(chat);
        json.WriteStartArray("contents");
        string? speaker = null;
        for (var index = 0; index < chat.Messages.Count; index++)
        {
            var message = chat.Messages[index];
            if (message.Role == Role.System)
            {
                continue;
            }

            var next = message.Role == Role.Assistant ? "model" : "user";
            if (next != speaker)
            {
                EndContent(speaker);
                json.WriteStartObject();
                json.WriteString("role", speaker = next);
                json.WriteStartArray("parts");
            }

            WriteMessage(message, $"messages[{index}]");
        }

        EndContent(speaker);
        json.WriteEndArray();
    }

    private void WriteSystem(StreamChatRequest chat)
    {
        var instructions = ChatTurn.SystemTexts(chat);
        if (instructions.Count == 0)
        {
            return;
        }

        json.WriteStartObject("systemInstruction");
        json.WriteStartArray("parts");
        foreach (var instruction in instructions)
        {
            WriteText(instruction, "");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void EndContent(string? speaker)
    {
        if (speaker is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void WriteMessage(ChatMessage message, string field)
    {
        var isFirstCall = true;
        for (var index = 0; index < message.Parts.Count; index++)
        {
            var part = message.Parts[index];
            switch (part.ContentCase)
            {
                // Gemini refuses empty text, but for what carries a signature alone.
                case ContentPart.ContentOneofCase.Text when part.Text.Length > 0 || part.Signature.Length > 0 || message.Parts.Count == 1:
                    WriteText(part.Text, part.Signature);
                    break;
                case ContentPart.ContentOneofCase.Image:
                    GeminiImage.WritePart(json, part.Image);
                    break;
                case ContentPart.ContentOneofCase.Thinking:
                    WriteThinking(part);
                    break;
                case ContentPart.ContentOneofCase.ToolCall:
                    var signature = part.Signature.Length == 0 && isFirstCall && model.IsOfThirdGeneration ? ForeignSignature : part.Signature;
                    WriteToolCall(part.ToolCall, signature, $"{field}.parts[{index}].tool_call.arguments");
                    isFirstCall = false;
                    break;
                case ContentPart.ContentOneofCase.ToolResult:
                    WriteToolResult(part.ToolResult, $"{field}.parts[{index}].tool_result.tool_call_id");
                    break;
            }
        }
    }

    private void WriteText(string text, string signature)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        WriteSignature(signature);
        json.WriteEndObject();
    }

    private void WriteThinking(ContentPart part)
    {
        if (part.Thinking.RedactedData.Length > 0)
        {
            // Only the provider that sent it could read it.
            unsupported.Add("messages.thinking.redacted_data");
            return;
        }

        json.WriteStartObject();
        json.WriteString("text", part.Thinking.Text);
        json.WriteBoolean("thought", true);
        WriteSignature(part.Signature);
        json.WriteEndObject();
    }

    private void WriteToolCall(ToolCall call, string signature, string field)
    {
        _toolNames[call.Id] = call.Name;
        json.WriteStartObject();
        json.WriteStartObject("functionCall");
        json.WriteString("id", call.Id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("args");
        CallersJson.WriteObject(json, call.ArgumentsJson.Length > 0 ? call.ArgumentsJson : "{}", field);
        json.WriteEndObject();
        WriteSignature(signature);
        json.WriteEndObject();
    }

    private void WriteToolResult(ToolResult result, string field)
    {
        if (!_toolNames.TryGetValue(result.ToolCallId, out var name))
        {
            throw new CallException(CallError.Invalid($"{field} is the id of no tool call before it.") with { Parameter = field });
        }

        var inside = model.IsOfThirdGeneration ? result.Images.Where(image => image.SourceCase == Image.SourceOneofCase.Data).ToList() : [];
        json.WriteStartObject();
        json.WriteStartObject("functionResponse");
        json.WriteString("id", result.ToolCallId);
        json.WriteString("name", name);
        json.WriteStartObject("response");
        json.WriteString(result.IsError ? "error" : "output", result.Text);
        json.WriteEndObject();
        if (inside.Count > 0)
        {
            json.WriteStartArray("parts");
            inside.ForEach(image => GeminiImage.WritePart(json, image));
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        foreach (var image in result.Images.Except(inside))
        {
            GeminiImage.WritePart(json, image);
        }
    }

    private void WriteSignature(string signature)
    {
        if (signature.Length > 0)
        {
            json.WriteString("thoughtSignature", signature);
        }
    }
}
