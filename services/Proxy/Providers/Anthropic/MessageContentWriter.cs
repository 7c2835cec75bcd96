using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Writes what was said in a chat.</summary>
internal sealed class MessageContentWriter(Utf8JsonWriter json, UnsupportedFields unsupported) : TurnsWriter(json)
{
    protected override void WriteText(string text)
    {
        Json.WriteStartObject();
        Json.WriteString("type", "text");
        Json.WriteString("text", text);
        Json.WriteEndObject();
    }

    protected override void WriteImage(Image image)
    {
        if (image.Detail is ImageDetail.Low or ImageDetail.High)
        {
            unsupported.Add("image_url.detail");
        }

        Json.WriteStartObject();
        Json.WriteString("type", "image");
        Json.WriteStartObject("source");
        if (image.SourceCase == Image.SourceOneofCase.Url)
        {
            Json.WriteString("type", "url");
            Json.WriteString("url", image.Url);
        }
        else
        {
            Json.WriteString("type", "base64");
            Json.WriteString("media_type", image.MediaType);
            Json.WriteBase64String("data", image.Data.Span);
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    protected override void WriteThinking(ContentPart part)
    {
        if (part.Thinking.RedactedData.Length > 0)
        {
            Json.WriteStartObject();
            Json.WriteString("type", "redacted_thinking");
            Json.WriteString("data", part.Thinking.RedactedData);
            Json.WriteEndObject();
        }
        else
        {
            Json.WriteStartObject();
            Json.WriteString("type", "thinking");
            Json.WriteString("thinking", part.Thinking.Text);
            Json.WriteString("signature", part.Signature);
            Json.WriteEndObject();
        }
    }

    protected override void WriteToolCall(ToolCall call)
    {
        Json.WriteStartObject();
        Json.WriteString("type", "tool_use");
        Json.WriteString("id", call.Id);
        Json.WriteString("name", call.Name);
        Json.WritePropertyName("input");
        CallersJson.WriteObject(Json, call.ArgumentsJson.Length > 0 ? call.ArgumentsJson : "{}", $"tool_calls[{call.Id}].function.arguments");
        Json.WriteEndObject();
    }

    protected override void WriteToolResult(ToolResult result)
    {
        Json.WriteStartObject();
        Json.WriteString("type", "tool_result");
        Json.WriteString("tool_use_id", result.ToolCallId);
        if (result.Text.Length > 0 || result.Images.Count > 0)
        {
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
        }

        if (result.IsError)
        {
            Json.WriteBoolean("is_error", true);
        }

        Json.WriteEndObject();
    }
}
