namespace Text2Llm.Storage.Transfers;

/// <summary>
/// A file that is kept elsewhere, read in few large requests. At its beginning, and after each jump, a little is asked for; when reading
/// goes on from there, much at a time, and what comes next is fetched while the present is consumed.
/// </summary>
internal sealed class RangeStream : Stream
{
    private readonly RangeReader _reader;
    private readonly TransferOptions _options;
    private readonly long _length;
    private long _position;
    private Block _block;
    private Prefetch? _next;
    private bool _closed;

    private RangeStream(RangeReader reader, TransferOptions options, Block first, long length) =>
        (_reader, _options, _block, _length) = (reader, options, first, length);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    /// <summary>Where reading goes on. Setting it asks for nothing.</summary>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Opens a file by reading its beginning.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async Task<RangeStream> OpenAsync(RangeReader reader, TransferOptions options, CancellationToken cancellationToken)
    {
        var (first, length) = await reader.ReadAsync(0, options.FirstReadBytes, cancellationToken).ConfigureAwait(false);
        return new RangeStream(reader, options, first, length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_position >= _length || buffer.IsEmpty)
        {
            return 0;
        }

        if (!_block.Holds(_position))
        {
            await MoveAsync(cancellationToken).ConfigureAwait(false);
        }

        var here = _block.From(_position).Span;
        here = here[..Math.Min(here.Length, buffer.Length)];
        here.CopyTo(buffer.Span);
        _position += here.Length;
        return here.Length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Libraries that read archives know no other way; the engine calls them on threads of its own.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => _length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            _next?.Dispose();
            _block.Dispose();
        }

        base.Dispose(disposing);
    }

    // Brings the block in which the position is.
    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var goesOn = _position == _block.End;
        Block block;
        if (_next?.Start == _position)
        {
            block = await _next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _next?.Dispose();
            _next = null;
            var count = CountAt(_position, goesOn ? _options.ReadBytes : _options.FirstReadBytes);
            (block, _) = await _reader.ReadAsync(_position, count, cancellationToken).ConfigureAwait(false);
        }

        _block.Dispose();
        _block = block;
        _next = goesOn && block.End < _length ? new Prefetch(_reader, block.End, CountAt(block.End, _options.ReadBytes)) : null;
    }

    private int CountAt(long position, int count) => (int)Math.Min(count, _length - position);
}
