using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Writes what was said in a chat.</summary>
internal static class ConverseContentWriter
{
    /// <summary>Writes the property <c>system</c>, if the system says anything.</summary>
    public static void WriteSystem(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("system");
        foreach (var text in texts)
        {
            WriteText(json, text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the property <c>messages</c>.</summary>
    public static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatTurn> turns, UnsupportedFields unsupported)
    {
        json.WriteStartArray("messages");
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteString("role", turn.IsModels ? "assistant" : "user");
            json.WriteStartArray("content");
            foreach (var part in turn.Parts)
            {
                WritePart(json, part, unsupported);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, ContentPart part, UnsupportedFields unsupported)
    {
        switch (part.ContentCase)
        {
            case ContentPart.ContentOneofCase.Text:
                WriteText(json, part.Text);
                break;
            case ContentPart.ContentOneofCase.Image:
                WriteImage(json, part.Image, unsupported);
                break;
            case ContentPart.ContentOneofCase.Thinking:
                WriteThinking(json, part);
                break;
            case ContentPart.ContentOneofCase.ToolCall:
                WriteToolCall(json, part.ToolCall);
                break;
            case ContentPart.ContentOneofCase.ToolResult:
                WriteToolResult(json, part.ToolResult, unsupported);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>Writes a picture, which has to come as bytes: Bedrock fetches none from the web.</summary>
    private static void WriteImage(Utf8JsonWriter json, Image image, UnsupportedFields unsupported)
    {
        var format = image.MediaType switch
        {
            "image/png" => "png",
            "image/jpeg" or "image/jpg" => "jpeg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            _ => null,
        };
        if (image.Detail is ImageDetail.Low or ImageDetail.High)
        {
            unsupported.Add("image_url.detail");
        }

        if (image.SourceCase == Image.SourceOneofCase.Url || format is null)
        {
            unsupported.Add("image_url.url");
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("image");
        json.WriteString("format", format);
        json.WriteStartObject("source");
        json.WriteBase64String("bytes", image.Data.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, ContentPart part)
    {
        json.WriteStartObject();
        json.WriteStartObject("reasoningContent");
        if (part.Thinking.RedactedData.Length > 0)
        {
            json.WriteString("redactedContent", part.Thinking.RedactedData);
        }
        else
        {
            json.WriteStartObject("reasoningText");
            json.WriteString("text", part.Thinking.Text);
            json.WriteString("signature", part.Signature);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteToolCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolUse");
        json.WriteString("toolUseId", call.Id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        CallersJson.WriteObject(json, call.ArgumentsJson.Length > 0 ? call.ArgumentsJson : "{}", $"tool_calls[{call.Id}].function.arguments");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteToolResult(Utf8JsonWriter json, ToolResult result, UnsupportedFields unsupported)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolResult");
        json.WriteString("toolUseId", result.ToolCallId);
        json.WriteStartArray("content");
        if (result.Text.Length > 0)
        {
            WriteText(json, result.Text);
        }

        foreach (var image in result.Images)
        {
            WriteImage(json, image, unsupported);
        }

        json.WriteEndArray();
        if (result.IsError)
        {
            json.WriteString("status", "error");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
