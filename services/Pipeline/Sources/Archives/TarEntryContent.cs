using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources.Archives;

/// <summary>The content of one entry of a tar archive, which must be read, or skipped, before the next entry is.</summary>
internal sealed class TarEntryContent(SourceBytes source, long length) : ForwardStream
{
    private const int BlockBytes = TarReader.BlockBytes;

    private readonly int _filling = (int)((BlockBytes - (length % BlockBytes)) % BlockBytes);
    private long _left = length;

    /// <exception cref="SourceProblemException">The archive is cut off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        var available = await AvailableAsync(_left, cancellationToken).ConfigureAwait(false);
        var read = (int)Math.Min(Math.Min(available, buffer.Length), _left);
        source.Buffered[..read].CopyTo(buffer);
        source.Consume(read);
        _left -= read;
        return read;
    }

    /// <summary>Goes to the end of the entry, where the next header begins.</summary>
    /// <exception cref="SourceProblemException">The archive is cut off.</exception>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        var left = _left + _filling;
        _left = 0;
        while (left > 0)
        {
            var skipped = (int)Math.Min(await AvailableAsync(left, cancellationToken).ConfigureAwait(false), left);
            source.Consume(skipped);
            left -= skipped;
        }
    }

    private async ValueTask<int> AvailableAsync(long wanted, CancellationToken cancellationToken)
    {
        if (source.Buffered.IsEmpty && !await source.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new SourceProblemException(
                RejectReasons.CorruptArchive, $"the tar archive is cut off: {wanted} bytes of an entry are missing");
        }

        return source.Buffered.Length;
    }
}
