using System.Buffers;

namespace Text2Llm.Proxy.Upstream;

/// <summary>Reads what others send up to a limit, and no further.</summary>
internal static class BoundedContent
{
    private const int ReadBytes = 16 * 1024;

    /// <summary>The first <paramref name="limit"/> bytes of a body, uncompressed, and whether that is all of it.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(HttpContent content, int limit, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var bytes = new ArrayBufferWriter<byte>();
        while (bytes.WrittenCount <= limit)
        {
            var read = await stream.ReadAsync(bytes.GetMemory(ReadBytes), cancel);
            if (read == 0)
            {
                return (bytes.WrittenMemory, true);
            }

            bytes.Advance(read);
        }

        return (bytes.WrittenMemory[..limit], false);
    }
}
