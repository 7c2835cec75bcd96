using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// Writes what was said in a chat, for providers who take it as Anthropic does: what the system says apart, then turns of one side and the
/// other, each a list of parts.
/// </summary>
/// <param name="json">Where to.</param>
internal abstract class TurnsWriter(Utf8JsonWriter json)
{
    /// <summary>Where to.</summary>
    protected Utf8JsonWriter Json { get; } = json;

    /// <summary>Writes the properties <c>system</c>, if the system says anything, and <c>messages</c>.</summary>
    public void Write(StreamChatRequest chat)
    {
        WriteSystem(ChatTurn.SystemTexts(chat));
        Json.WriteStartArray("messages");
        foreach (var turn in ChatTurn.Of(chat))
        {
            Json.WriteStartObject();
            Json.WriteString("role", turn.IsModels ? "assistant" : "user");
            Json.WriteStartArray("content");
            foreach (var part in turn.Parts)
            {
                WritePart(part);
            }

            Json.WriteEndArray();
            Json.WriteEndObject();
        }

        Json.WriteEndArray();
    }

    /// <summary>Writes a text as a part.</summary>
    protected abstract void WriteText(string text);

    /// <summary>Writes a picture as a part.</summary>
    protected abstract void WriteImage(Image image);

    /// <summary>Writes thoughts as a part, with their seal.</summary>
    protected abstract void WriteThinking(ContentPart part);

    /// <summary>Writes a tool call as a part.</summary>
    protected abstract void WriteToolCall(ToolCall call);

    /// <summary>Writes what came of one as a part.</summary>
    protected abstract void WriteToolResult(ToolResult result);

    private void WriteSystem(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("system");
        foreach (var text in texts)
        {
            WriteText(text);
        }

        Json.WriteEndArray();
    }

    private void WritePart(ContentPart part)
    {
        switch (part.ContentCase)
        {
            case ContentPart.ContentOneofCase.Text:
                WriteText(part.Text);
                break;
            case ContentPart.ContentOneofCase.Image:
                WriteImage(part.Image);
                break;
            case ContentPart.ContentOneofCase.Thinking:
                WriteThinking(part);
                break;
            case ContentPart.ContentOneofCase.ToolCall:
                WriteToolCall(part.ToolCall);
                break;
            case ContentPart.ContentOneofCase.ToolResult:
                WriteToolResult(part.ToolResult);
                break;
        }
    }
}
