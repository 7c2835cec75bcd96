namespace Text2Llm.Pipeline.Sources;

/// <summary>Bytes that have been looked at, as a stream from the first that is not consumed, for what decompresses or transcodes them.</summary>
internal sealed class SourceBytesStream(SourceBytes source) : ForwardStream
{
    /// <summary>The bytes; reading the stream consumes them.</summary>
    public SourceBytes Source => source;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (source.Buffered.IsEmpty && !await source.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        var length = Math.Min(buffer.Length, source.Buffered.Length);
        source.Buffered[..length].CopyTo(buffer);
        source.Consume(length);
        return length;
    }

    protected override ValueTask ReleaseAsync() => source.DisposeAsync();
}
