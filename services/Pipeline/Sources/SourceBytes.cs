using System.Buffers;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// The bytes of a file, of an archive's entry or of what is decompressed or transcoded from one, behind a window that grows as a reader asks
/// for more.
/// </summary>
/// <param name="content">Where they come from; owned.</param>
/// <param name="file">The file itself, which can seek, where the bytes are its own; else null.</param>
internal sealed class SourceBytes(Stream content, FileInput? file = null) : IAsyncDisposable
{
    // So large that each read of a file is, too: stores far away answer a large read as fast as a small one.
    private const int WindowBytes = 1024 * 1024;

    // Larger windows, which a long record takes, are not kept for others: a pool would hold one of every size that a window grew through.
    private byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private int _start;
    private int _end;
    private long _windowAt;
    private ReadMeter? _meter;
    private SourceProblemException? _problem;

    /// <summary>The bytes that are here and not consumed.</summary>
    public ReadOnlyMemory<byte> Buffered => _window.AsMemory(_start, _end - _start);

    /// <summary>The file itself, for formats that are not read from their beginning to their end; null where there is none.</summary>
    public FileInput? File => file;

    /// <summary>Which part of the file is to be read; not the whole only where <see cref="File"/> is there.</summary>
    public SourceSlice Slice { get; set; } = SourceSlice.Whole;

    /// <summary>Where the bytes that are here begin, counted from the beginning of the content, a byte order mark included.</summary>
    public long Position => _windowAt + _start;

    /// <summary>How long the byte order mark is that was consumed.</summary>
    public int MarkBytes { get; private set; }

    /// <summary>How many lines have begun within the slice; by readers whose rows are lines.</summary>
    public long Lines { get; set; }

    /// <summary>Marks bytes as done with.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Marks a byte order mark as done with.</summary>
    public void ConsumeMark(int count)
    {
        Consume(count);
        MarkBytes = count;
    }

    /// <summary>Counts what has been read and will be read into a meter.</summary>
    public void CountInto(ReadMeter meter)
    {
        _meter = meter;
        meter.AddContent(_windowAt + _end);
    }

    /// <summary>Goes to a place of the file.</summary>
    public void Seek(long position)
    {
        (file ?? throw new InvalidOperationException("What is not a file of its own is read whole.")).Position = position;
        (_start, _end, _windowAt) = (0, 0, position);
    }

    /// <summary>Brings so many bytes into the window, or as there are; a problem behind them is told when more are asked for.</summary>
    /// <exception cref="SourceProblemException">Not one byte can be read.</exception>
    public async ValueTask PeekAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            while (Buffered.Length < count && await FillAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }
        catch (SourceProblemException exception) when (Buffered.Length > 0)
        {
            _problem = exception;
        }
    }

    /// <summary>
    /// Brings in at least as many bytes as are here, or as there are; false when there are none. Whoever starts afresh with each call takes
    /// no more than twice the time.
    /// </summary>
    /// <exception cref="SourceProblemException">The file is corrupt or cannot be read.</exception>
    public async ValueTask<bool> DoubleAsync(CancellationToken cancellationToken)
    {
        var wanted = Math.Max(1L, 2L * Buffered.Length);
        var any = false;
        while (Buffered.Length < wanted && await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            any = true;
        }

        return any;
    }

    /// <summary>Brings more bytes into the window; false at the end of the file.</summary>
    /// <exception cref="SourceProblemException">The file is corrupt or cannot be read.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_problem is not null)
        {
            throw _problem;
        }

        MakeRoom();
        var read = await content.ReadAsync(_window.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _meter?.AddContent(read);
        return read > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        GiveBack();
        _window = [];
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _windowAt += _start;
            _start = _end = 0;
        }

        if (_end < _window.Length)
        {
            return;
        }

        var length = _end - _start;
        var target = _start >= _window.Length / 2 ? _window : GC.AllocateUninitializedArray<byte>(_window.Length * 2);
        Buffer.BlockCopy(_window, _start, target, 0, length);
        if (target != _window)
        {
            GiveBack();
            _window = target;
        }

        _windowAt += _start;
        (_start, _end) = (0, length);
    }

    private void GiveBack()
    {
        if (_window.Length == WindowBytes)
        {
            ArrayPool<byte>.Shared.Return(_window);
        }
    }
}
