using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes the conversation.</summary>
internal static class MessagesWriter
{
    public static void Write(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        json.WriteStartArray("messages");
        for (var index = 0; index < call.Chat.Messages.Count; index++)
        {
            var message = call.Chat.Messages[index];
            switch (message.Role)
            {
                case Role.Assistant:
                    AssistantMessageWriter.Write(json, index, message.Parts, dialect);
                    break;
                case Role.Tool:
                    foreach (var part in message.Parts)
                    {
                        WriteResult(json, index, part.ToolResult, call, dialect);
                    }

                    break;
                default:
                    WriteSaid(json, message.Role == Role.System ? "system" : "user", message.Parts);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteSaid(Utf8JsonWriter json, string role, IReadOnlyList<ContentPart> parts)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        if (parts.All(part => part.ContentCase == ContentPart.ContentOneofCase.Text))
        {
            json.WriteString("content", string.Concat(parts.Select(part => part.Text)));
        }
        else
        {
            json.WriteStartArray("content");
            foreach (var part in parts)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, ContentPart part)
    {
        json.WriteStartObject();
        if (part.ContentCase == ContentPart.ContentOneofCase.Image)
        {
            json.WriteString("type", "image_url");
            json.WriteStartObject("image_url");
            json.WriteString("url", part.Image.SourceCase == Image.SourceOneofCase.Url
                ? part.Image.Url
                : $"data:{part.Image.MediaType};base64,{Convert.ToBase64String(part.Image.Data.Span)}");
            if (part.Image.Detail != ImageDetail.Unspecified)
            {
                json.WriteString("detail", part.Image.Detail switch
                {
                    ImageDetail.Low => "low",
                    ImageDetail.High => "high",
                    _ => "auto",
                });
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "text");
            json.WriteString("text", part.Text);
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// What came of a tool. A failed one is told by its text alone: the format has no flag for it. Nor has it room for pictures, and putting
    /// them into the mouth of the person would be another conversation.
    /// </summary>
    private static void WriteResult(Utf8JsonWriter json, int index, ToolResult result, ChatCall call, OpenAIDialect dialect)
    {
        if (result.Images.Count > 0)
        {
            call.Unsupported.Add($"messages[{index}].content.image_url");
        }

        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", dialect.ToolCallId(result.ToolCallId));
        json.WriteString("content", result.Text);
        json.WriteEndObject();
    }
}
