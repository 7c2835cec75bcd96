using System.Buffers;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Gathers what a turn has beside who speaks and what is said: tool calls, a name, images.</summary>
internal sealed class TurnMembers
{
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly ArrayBufferWriter<byte> _parts = new();

    public void Clear()
    {
        _json.ResetWrittenCount();
        _parts.ResetWrittenCount();
    }

    /// <summary>Adds the member at whose name the reader stands, and goes behind its value. Null says nothing and is left out.</summary>
    public void Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        if (!isNull)
        {
            Begin();
            _json.Write(json[start..(int)reader.BytesConsumed]);
        }
    }

    public void Add(string name, ReadOnlySpan<byte> value)
    {
        Begin();
        _json.Write(JsonNames.Quote(name));
        _json.Write(":"u8);
        _json.Write(value);
    }

    /// <summary>
    /// Reads what is said. Of a list of parts it is the texts, a line each; parts that are none, such as images, become the member
    /// <c>parts</c>. Null stands for nothing said.
    /// </summary>
    /// <returns>The text; or null where it is neither, and the reader stands there.</returns>
    public RecordText? ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
        {
            return reader.TokenType == JsonTokenType.Null ? "" : JsonStrings.TextOf(reader);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<RecordText>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartObject))
            {
                return null;
            }

            if ((reader.TokenType == JsonTokenType.String ? JsonStrings.TextOf(reader) : TextOf(ref reader)) is { } text)
            {
                texts.Add(text);
                continue;
            }

            _parts.Write(_parts.WrittenCount == 0 ? "["u8 : ","u8);
            _parts.Write(json[start..(int)reader.BytesConsumed]);
        }

        return string.Join('\n', texts);
    }

    /// <summary>Adds a tool call as OpenAI has it, out of one as ShareGPT has it: an object of a name and arguments, as a text.</summary>
    /// <returns>False where the text is something else.</returns>
    public bool TryAddCall(string call)
    {
        try
        {
            using var document = JsonDocument.Parse(call);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
                || !document.RootElement.TryGetProperty("arguments", out var arguments))
            {
                return false;
            }

            var text = arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText();
            Add(
                "tool_calls",
                [
                    .. "[{\"type\":\"function\",\"function\":{\"name\":"u8, .. JsonNames.Quote(name.GetString()!),
                    .. ",\"arguments\":"u8, .. JsonNames.Quote(text), .. "}}]"u8,
                ]);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The members as one JSON object, or null where there are none.</summary>
    public string? ToJson()
    {
        if (_parts.WrittenCount > 0)
        {
            _parts.Write("]"u8);
            Add("parts", _parts.WrittenSpan);
        }

        if (_json.WrittenCount == 0)
        {
            return null;
        }

        _json.Write("}"u8);
        return Encoding.UTF8.GetString(_json.WrittenSpan);
    }

    // The text of a part {"type": "text", "text": …}, or null; the reader goes to the part's end.
    private static RecordText? TextOf(ref Utf8JsonReader reader)
    {
        RecordText? text = null;
        var isText = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (ofText, ofType) = (reader.ValueTextEquals("text"u8), reader.ValueTextEquals("type"u8));
            reader.Read();
            if (ofText && reader.TokenType == JsonTokenType.String)
            {
                text = JsonStrings.TextOf(reader);
            }
            else if (ofType && reader.TokenType == JsonTokenType.String)
            {
                isText = reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("input_text"u8) || reader.ValueTextEquals("output_text"u8);
            }

            reader.Skip();
        }

        return isText ? text : null;
    }

    private void Begin() => _json.Write(_json.WrittenCount == 0 ? "{"u8 : ","u8);
}
