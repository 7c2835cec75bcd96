using System.Buffers;

namespace Text2Llm.Proxy.Upstream;

/// <summary>Reads a provider's answer whole, up to a limit and no further.</summary>
internal static class BoundedAnswer
{
    private const int ReadBytes = 16 * 1024;

    /// <summary>The whole answer.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="limit"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream answer, int limit, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await answer.ReadAsync(bytes.GetMemory(ReadBytes), cancel)) > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > limit)
            {
                throw new InvalidDataException($"The answer is larger than {limit} bytes.");
            }
        }

        return bytes.WrittenMemory;
    }
}
