namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>The bytes of an xz file on their way into the decoder of its blocks, which asks where it is.</summary>
internal sealed class XzInput(SourceBytes source) : ForwardStream
{
    private readonly SourceBytesStream _stream = new(source);

    /// <summary>How many bytes have been given.</summary>
    public override long Position
    {
        get => source.Position;
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _stream.ReadAsync(buffer, cancellationToken);

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
