using System.Buffers;

namespace Text2Llm.Storage.Transfers;

/// <summary>Reads whole blocks of a file, however often connections are cut.</summary>
internal sealed class RangeReader(RangeSource source, Retries retries)
{
    /// <summary>Reads a block; it is shorter than asked for only where the file ends.</summary>
    /// <returns>The block, which the caller disposes, and the length of the file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read, or is not the same any more.</exception>
    public async Task<(Block Block, long FileLength)> ReadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(count);
        var got = 0;
        try
        {
            var length = await retries.ReadAsync(
                $"read {source.Address}",
                async deadline =>
                {
                    // What has come is kept: only the rest is asked for again.
                    using var answer = await source.AskAsync(offset + got, count - got, deadline.Token).ConfigureAwait(false);
                    var wanted = (int)Math.Min(count, answer.FileLength - offset);
                    while (got < wanted)
                    {
                        deadline.Renew();
                        var read = await answer.Content.ReadAsync(buffer.AsMemory(got, wanted - got), deadline.Token).ConfigureAwait(false);
                        got += read > 0 ? read : throw new EndOfStreamException();
                    }

                    return answer.FileLength;
                },
                cancellationToken).ConfigureAwait(false);
            return (new Block(buffer, offset, got), length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }
}
