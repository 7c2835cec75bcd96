using System.Buffers;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>The bytes of a file, decompressed, behind a window that grows as a reader asks for more.</summary>
internal sealed class SourceBytes(FileStream file, Stream content, ReadMeter meter) : IAsyncDisposable
{
    private const int WindowBytes = 256 * 1024;

    private byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private int _start;
    private int _end;
    private long _total;
    private long _position;
    private SourceProblemException? _problem;

    /// <summary>The bytes that are here and not consumed.</summary>
    public ReadOnlyMemory<byte> Buffered => _window.AsMemory(_start, _end - _start);

    /// <summary>Marks bytes as done with.</summary>
    public void Consume(int count) => _start += count;

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

    /// <summary>Brings more bytes into the window; false at the end of the file.</summary>
    /// <exception cref="SourceProblemException">The file is corrupt or cannot be read.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_problem is not null)
        {
            throw _problem;
        }

        MakeRoom();
        int read;
        try
        {
            read = await content.ReadAsync(_window.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new SourceProblemException(
                RejectReasons.CorruptGzip, $"the gzip data is corrupt or cut off after {_total} bytes of content", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, exception.Message, exception);
        }

        _end += read;
        _total += read;
        meter.AddContent(read);
        meter.AddFile(file.Position - _position);
        _position = file.Position;
        return read > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        await file.DisposeAsync().ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end < _window.Length)
        {
            return;
        }

        var length = _end - _start;
        var target = _start >= _window.Length / 2 ? _window : ArrayPool<byte>.Shared.Rent(_window.Length * 2);
        Buffer.BlockCopy(_window, _start, target, 0, length);
        if (target != _window)
        {
            ArrayPool<byte>.Shared.Return(_window);
            _window = target;
        }

        (_start, _end) = (0, length);
    }
}
