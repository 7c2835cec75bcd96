using System.Buffers;
using System.Text.Json;
using Text2Llm.Pipeline.Records.Columns;

namespace Text2Llm.Pipeline.Records;

/// <summary>What a document says of itself, as the fields of a record.</summary>
internal static class DocumentFields
{
    /// <summary>An object of those that have a value; empty where none has.</summary>
    public static ReadOnlyMemory<byte> Of(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, ColumnJson.WriterOptions);
        var any = false;
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
                any = true;
            }
        }

        json.WriteEndObject();
        json.Flush();
        return any ? bytes.WrittenMemory : default;
    }
}
