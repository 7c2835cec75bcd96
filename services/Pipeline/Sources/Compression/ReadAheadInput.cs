namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// Compressed bytes on their way into a decoder that takes them one by one, for which waiting at each would be far too slow. So as many are
/// brought in first as it can need for its next step.
/// </summary>
internal sealed class ReadAheadInput(SourceBytes source) : ForwardStream
{
    // A bzip2 block has no more than 900,000 bytes before it is compressed, and an LZMA2 chunk no more than 64 KiB after.
    private const int NeededBytes = 1024 * 1024;

    /// <summary>How much of the content is asked of the decoder in one step at most.</summary>
    public const int StepBytes = 64 * 1024;

    /// <summary>How many bytes have been given.</summary>
    public override long Position
    {
        get => source.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Brings in what the next step needs.</summary>
    public ValueTask PrepareAsync(CancellationToken cancellationToken) =>
        source.Buffered.Length >= NeededBytes ? ValueTask.CompletedTask : source.PeekAsync(2 * NeededBytes, cancellationToken);

    /// <summary>Gives bytes that are here; 0 when there are none, as at the end.</summary>
    public override int Read(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, source.Buffered.Length);
        source.Buffered.Span[..length].CopyTo(buffer);
        source.Consume(length);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        if (source.Buffered.IsEmpty)
        {
            return -1;
        }

        var value = source.Buffered.Span[0];
        source.Consume(1);
        return value;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    /// <summary>The next byte, which stays; -1 at the end.</summary>
    public async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        await source.PeekAsync(1, cancellationToken).ConfigureAwait(false);
        return source.Buffered.IsEmpty ? -1 : source.Buffered.Span[0];
    }

    /// <summary>The next bytes, which stay, so many or fewer at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        await source.PeekAsync(count, cancellationToken).ConfigureAwait(false);
        return source.Buffered[..Math.Min(count, source.Buffered.Length)];
    }

    public void Consume(int count) => source.Consume(count);

    protected override ValueTask ReleaseAsync() => source.DisposeAsync();
}
