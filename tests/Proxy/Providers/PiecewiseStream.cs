namespace Text2Llm.Proxy.Tests.Providers;

/// <summary>Bytes that arrive in pieces, cut where a test says: no read gives more than the rest of one piece.</summary>
internal sealed class PiecewiseStream(params IEnumerable<ReadOnlyMemory<byte>> pieces) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(pieces.Where(piece => !piece.IsEmpty));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Every way of cutting the bytes once, and the way of sending each alone.</summary>
    public static IEnumerable<PiecewiseStream> CutAnywhere(ReadOnlyMemory<byte> bytes) =>
        Enumerable.Range(0, bytes.Length).Select(cut => new PiecewiseStream(bytes[..cut], bytes[cut..]))
            .Append(new PiecewiseStream(Enumerable.Range(0, bytes.Length).Select(index => bytes.Slice(index, 1))));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !_pieces.TryPeek(out var piece))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, piece.Length);
        piece.Span[..count].CopyTo(buffer);
        _pieces.Dequeue();
        if (count < piece.Length)
        {
            // A read smaller than the piece: the rest comes first the next time.
            var others = _pieces.ToArray();
            _pieces.Clear();
            _pieces.Enqueue(piece[count..]);
            Array.ForEach(others, _pieces.Enqueue);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
