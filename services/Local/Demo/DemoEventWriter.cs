using System.Text.Json;

namespace Text2Llm.Local.Demo;

/// <summary>Writes chunks as server-sent events, each one out at once.</summary>
internal sealed class DemoEventWriter(Stream body)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public Task WriteAsync(DemoCompletion chunk, CancellationToken cancel) => WriteAsync(JsonSerializer.SerializeToUtf8Bytes(chunk, Web), cancel);

    public Task WriteEndAsync(CancellationToken cancel) => WriteAsync("[DONE]"u8.ToArray(), cancel);

    private async Task WriteAsync(byte[] data, CancellationToken cancel)
    {
        await body.WriteAsync((byte[])[.. "data: "u8, .. data, .. "\n\n"u8], cancel);
        await body.FlushAsync(cancel);
    }
}
