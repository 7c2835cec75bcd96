using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Writes what was said in a chat.</summary>
internal sealed class ConverseContentWriter(Utf8JsonWriter json, UnsupportedFields unsupported) : TurnsWriter(json)
{
    protected override void WriteText(string text)
    {
        Json.WriteStartObject();
        Json.WriteString("text", text);
        Json.WriteEndObject();
    }

    /// <summary>Writes a picture, which has to come as bytes: Bedrock fetches none from the web.</summary>
    protected override void WriteImage(Image image)
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

        Json.WriteStartObject();
        Json.WriteStartObject("image");
        Json.WriteString("format", format);
        Json.WriteStartObject("source");
        Json.WriteBase64String("bytes", image.Data.Span);
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    protected override void WriteThinking(ContentPart part)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("reasoningContent");
        if (part.Thinking.RedactedData.Length > 0)
        {
            Json.WriteString("redactedContent", part.Thinking.RedactedData);
        }
        else
        {
            Json.WriteStartObject("reasoningText");
            Json.WriteString("text", part.Thinking.Text);
            Json.WriteString("signature", part.Signature);
            Json.WriteEndObject();
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    protected override void WriteToolCall(ToolCall call)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("toolUse");
        Json.WriteString("toolUseId", call.Id);
        Json.WriteString("name", call.Name);
        Json.WritePropertyName("input");
        CallersJson.WriteObject(Json, call.ArgumentsJson.Length > 0 ? call.ArgumentsJson : "{}", $"tool_calls[{call.Id}].function.arguments");
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    protected override void WriteToolResult(ToolResult result)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("toolResult");
        Json.WriteString("toolUseId", result.ToolCallId);
        Json.WriteStartArray("content");
        if (result.Text.Length > 0)
        {
            WriteText(result.Text);
        }

        foreach (var image in result.Images)
        {
            WriteImage(image);
        }

        Json.WriteEndArray();
        if (result.IsError)
        {
            Json.WriteString("status", "error");
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }
}
