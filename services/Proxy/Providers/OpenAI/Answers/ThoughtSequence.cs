using System.Buffers;
using System.Text;
using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Answers;

/// <summary>
/// Reads what a model thought: as text (<c>reasoning_content</c>, <c>reasoning</c>), or as OpenRouter's <c>reasoning_details</c>. Of a detail
/// everything but its text becomes the seal on it, so that it can go back as it came.
/// </summary>
internal sealed class ThoughtSequence
{
    private static readonly string[] Sealed = ["type", "id", "format", "index", "signature"];

    // The detail whose text is coming, its members as they stand in the JSON; empty where none is.
    private readonly Dictionary<string, string> _open = [];

    /// <summary>Takes the thoughts of the next delta. Several fields tell the same ones: the one that tells most counts.</summary>
    public void Take(ChatCompletionMessage message, ICollection<StreamChatResponse> steps)
    {
        if (message.ReasoningDetails is { ValueKind: JsonValueKind.Array } details && details.GetArrayLength() > 0)
        {
            foreach (var detail in details.EnumerateArray())
            {
                TakeDetail(detail, steps);
            }

            return;
        }

        var text = JsonText.Read(message.ReasoningContent);
        TakeText(text.Length > 0 ? text : JsonText.Read(message.Reasoning), steps);
    }

    /// <summary>Takes thoughts in plain text.</summary>
    public static void TakeText(string text, ICollection<StreamChatResponse> steps)
    {
        if (text.Length > 0)
        {
            steps.Add(new StreamChatResponse { ThinkingDelta = new ThinkingDelta { Text = text } });
        }
    }

    /// <summary>The thoughts so far are over: adds their seal, if they have one.</summary>
    public void Seal(ICollection<StreamChatResponse> steps)
    {
        if (_open.Count == 0)
        {
            return;
        }

        // Anthropic refuses its own thoughts without a signature; such a broken one is never to go back.
        var isAnthropics = Open("format")?.StartsWith("\"anthropic", StringComparison.Ordinal) == true;
        if (!isAnthropics || Open("signature") is not null)
        {
            steps.Add(new StreamChatResponse { ThinkingDelta = new ThinkingDelta { Signature = ToJson(_open) } });
        }

        _open.Clear();
    }

    private void TakeDetail(JsonElement detail, ICollection<StreamChatResponse> steps)
    {
        if (detail.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        switch (JsonText.Read(Member(detail, "type")))
        {
            case "reasoning.encrypted":
                Seal(steps);
                steps.Add(new StreamChatResponse { ThinkingDelta = new ThinkingDelta { RedactedData = detail.GetRawText() } });
                break;
            case "reasoning.text":
                TakeOpenDetail(detail, "text", steps);
                break;
            case "reasoning.summary":
                TakeOpenDetail(detail, "summary", steps);
                break;
        }
    }

    private void TakeOpenDetail(JsonElement detail, string textMember, ICollection<StreamChatResponse> steps)
    {
        if (IsAnother(detail, "type") || IsAnother(detail, "index"))
        {
            Seal(steps);
        }

        foreach (var name in Sealed)
        {
            if (Member(detail, name) is { } value)
            {
                _open[name] = value.GetRawText();
            }
        }

        TakeText(JsonText.Read(Member(detail, textMember)), steps);
    }

    private bool IsAnother(JsonElement detail, string name) =>
        Open(name) is { } open && Member(detail, name) is { } next && open != next.GetRawText();

    private string? Open(string name) => _open.GetValueOrDefault(name);

    private static JsonElement? Member(JsonElement detail, string name) =>
        detail.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string ToJson(Dictionary<string, string> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var name in Sealed.Where(members.ContainsKey))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(members[name], skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
