using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes the bodies of requests.</summary>
internal static class GeminiBody
{
    // It goes into no HTML, so letters beyond ASCII stay as short as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object with what <paramref name="writeMembers"/> writes.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> writeMembers)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
