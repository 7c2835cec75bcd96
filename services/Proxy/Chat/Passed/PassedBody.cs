using System.Text.Json;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>The body of a chat completion as it goes out: the caller's bytes, but for what has to be taken out or asked for.</summary>
internal static class PassedBody
{
    /// <summary>The bytes to send; the caller's own where nothing has to change.</summary>
    /// <param name="body">The caller's body.</param>
    /// <param name="head">What was read of it.</param>
    /// <param name="unsupported">Top-level fields that the provider cannot honour, to be named to <paramref name="named"/> and left out.</param>
    /// <param name="named">Takes their names.</param>
    /// <param name="asksForUsage">Whether the stream is to tell its usage though the caller did not ask.</param>
    public static ReadOnlyMemory<byte> Of(
        ReadOnlyMemory<byte> body, ChatCompletionHead head, IReadOnlySet<string> unsupported, UnsupportedFields named, bool asksForUsage)
    {
        var left = head.Fields.Where(field => unsupported.Contains(field.Name) && !IsNull(body, field)).ToList();
        left.ForEach(field => named.Add(field.Name));
        if (left.Count == 0 && !asksForUsage)
        {
            return body;
        }

        using var bytes = new MemoryStream(body.Length + 64);
        var separator = (byte)'{';
        foreach (var field in head.Fields.Except(left).Where(field => !asksForUsage || field.Name != "stream_options"))
        {
            bytes.WriteByte(separator);
            bytes.Write(body.Span[field.Place]);
            separator = (byte)',';
        }

        if (asksForUsage)
        {
            bytes.WriteByte(separator);
            bytes.Write("\"stream_options\":{\"include_usage\":true"u8);
            foreach (var field in head.Fields.Where(field => field.Name == "stream_options"))
            {
                WriteOtherOptions(bytes, body.Span[field.Place]);
            }

            bytes.WriteByte((byte)'}');
        }

        bytes.WriteByte((byte)'}');
        return bytes.ToArray();
    }

    private static bool IsNull(ReadOnlyMemory<byte> body, (string Name, Range Place) field) => body.Span[field.Place].EndsWith("null"u8);

    /// <summary>Writes the caller's own stream options, each with a comma before it.</summary>
    private static void WriteOtherOptions(MemoryStream bytes, ReadOnlySpan<byte> field)
    {
        var value = field[(field.IndexOf((byte)':') + 1)..];
        var json = new Utf8JsonReader(value);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex;
            var isUsage = json.ValueTextEquals("include_usage"u8);
            json.Read();
            json.Skip();
            if (!isUsage)
            {
                bytes.WriteByte((byte)',');
                bytes.Write(value[start..(int)json.BytesConsumed]);
            }
        }
    }
}
