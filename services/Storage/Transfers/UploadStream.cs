using System.Buffers;

namespace Text2Llm.Storage.Transfers;

/// <summary>Takes the bytes of a file and sends them on in parts, several at once; a file that is smaller than a part goes as a whole.</summary>
internal sealed class UploadStream(UploadTarget target, TransferOptions options) : Stream
{
    private const int SmallBytes = 64 * 1024;

    private readonly SemaphoreSlim _slots = new(options.PartsAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _parts = [];
    private byte[] _buffer = [];
    private int _count;
    private long _sent;
    private Exception? _failure;

    /// <summary>Whether parts may have arrived.</summary>
    public bool HasParts => _parts.Count > 0;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _sent + _count;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">A part could not be written.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_count == target.PartBytes)
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_count == _buffer.Length)
            {
                Grow();
            }

            var room = Math.Min(_buffer.Length, target.PartBytes) - _count;
            var taken = buffer[..Math.Min(room, buffer.Length)];
            taken.CopyTo(_buffer.AsMemory(_count));
            _count += taken.Length;
            buffer = buffer[taken.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Libraries that compress know no other way; it waits only when as many parts as may be are on their way.
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends the rest, and makes the file appear.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (!HasParts)
        {
            await target.PutAsync(_buffer.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_count > 0)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(_parts).WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed();
        await target.CompleteAsync(_sent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what is on its way. Nothing is written afterwards.</summary>
    public async Task StopAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_parts).ConfigureAwait(false);
        Return(_buffer);
        _buffer = [];
        _count = 0;
        _slots.Dispose();
    }

    // Sends what is in the buffer as the next part.
    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (!HasParts)
        {
            await target.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed();
        _parts.Add(SendAsync(_parts.Count + 1, _buffer, _count));
        _sent += _count;
        (_buffer, _count) = ([], 0);
    }

    // Never fails by itself: the writer learns of it with its next part, or at the end.
    private async Task SendAsync(int number, byte[] buffer, int count)
    {
        try
        {
            await target.PutPartAsync(number, buffer.AsMemory(0, count), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
        finally
        {
            Return(buffer);
            _slots.Release();
        }
    }

    private void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    private void Grow()
    {
        var wanted = HasParts ? target.PartBytes : Math.Clamp(2 * _buffer.Length, SmallBytes, Math.Max(SmallBytes, target.PartBytes));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        _buffer.AsSpan(0, _count).CopyTo(larger);
        Return(_buffer);
        _buffer = larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
