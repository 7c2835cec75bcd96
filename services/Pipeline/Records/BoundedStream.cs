namespace Text2Llm.Pipeline.Records;

/// <summary>A stream that ends with an error where it is longer than it may be: what is compressed may be a thousand times as long.</summary>
internal sealed class BoundedStream(Stream content, long maxBytes) : Stream
{
    private long _left = maxBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="RecordTooLargeException">There is more than may be.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        _left -= read;
        return _left >= 0 ? read : throw new RecordTooLargeException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
