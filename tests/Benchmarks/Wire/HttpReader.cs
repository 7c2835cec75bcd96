using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Text2Llm.Benchmarks.Wire;

/// <summary>
/// Reads HTTP/1.1 messages from a socket, as little as a benchmark needs: the status, and the body by Content-Length or in chunks. Much
/// lighter than HttpClient, for the generator of the load shares the machine with what it measures.
/// </summary>
internal sealed class HttpReader(Socket socket, bool isServer = false, int bufferBytes = 4096)
{
    private byte[] _buffer = new byte[bufferBytes];
    private int _start;
    private int _end;
    private long _left;
    private bool _isChunked;
    private bool _isInChunk;

    /// <summary>The status of the answer whose head was read; 0 for a request.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the body came to its end.</summary>
    public bool IsBodyRead { get; private set; }

    /// <summary>Reads a message's head; false where the other side closed instead of beginning one.</summary>
    /// <exception cref="IOException">It closed in the middle.</exception>
    public async ValueTask<bool> ReadHeadAsync(CancellationToken cancel)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancel))
            {
                return _start == _end ? false : throw BrokenOff();
            }
        }

        TakeHead(_buffer.AsSpan(_start, length + 2));
        _start += length + 4;
        return true;
    }

    /// <summary>The next bytes of the body, valid until the next call; none at its end.</summary>
    /// <exception cref="IOException">The other side closed in the middle.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(CancellationToken cancel)
    {
        while (!IsBodyRead)
        {
            if (_left > 0)
            {
                if (_start == _end && !await FillAsync(cancel))
                {
                    throw BrokenOff();
                }

                var piece = _buffer.AsMemory(_start, (int)Math.Min(_left, _end - _start));
                _start += piece.Length;
                _left -= piece.Length;
                IsBodyRead = _left == 0 && !_isChunked;
                return piece;
            }

            if (!TakeChunkLine() && !await FillAsync(cancel))
            {
                throw BrokenOff();
            }
        }

        return default;
    }

    private void TakeHead(ReadOnlySpan<byte> head)
    {
        (_isChunked, _isInChunk, _left) = (false, false, 0);
        var lineEnd = head.IndexOf("\r\n"u8);
        if (!isServer)
        {
            Status = Utf8Parser.TryParse(head[9..12], out int status, out _) ? status : throw new IOException("The status line is malformed.");
        }

        for (head = head[(lineEnd + 2)..]; !head.IsEmpty; head = head[(lineEnd + 2)..])
        {
            lineEnd = head.IndexOf("\r\n"u8);
            var line = head[..lineEnd];
            if (ValueOf(line, "content-length:"u8) is { IsEmpty: false } length && Utf8Parser.TryParse(length, out long bytes, out _))
            {
                _left = bytes;
            }
            else if (ValueOf(line, "transfer-encoding:"u8) is { IsEmpty: false } coding)
            {
                _isChunked = Ascii.EqualsIgnoreCase(coding, "chunked"u8);
            }
        }

        IsBodyRead = !_isChunked && _left == 0;
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;

    /// <summary>Takes the line before a chunk, or after the last; false where it is not here yet.</summary>
    private bool TakeChunkLine()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        var skipped = 0;
        if (_isInChunk)
        {
            // The line end that closes the chunk before.
            if (rest.Length < 2)
            {
                return false;
            }

            skipped = 2;
        }

        var lineEnd = rest[skipped..].IndexOf("\r\n"u8);
        if (lineEnd < 0)
        {
            return false;
        }

        if (!Utf8Parser.TryParse(rest[skipped..], out _left, out _, 'x'))
        {
            throw new IOException("A chunk has no length.");
        }

        var taken = skipped + lineEnd + 2;
        if (_left == 0)
        {
            // No gateway sends trailers here, so an empty line ends it.
            if (rest.Length < taken + 2)
            {
                return false;
            }

            taken += 2;
            IsBodyRead = true;
        }

        _isInChunk = true;
        _start += taken;
        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancel);
        _end += read;
        return read > 0;
    }

    private static IOException BrokenOff() => new("The connection closed in the middle of a message.");
}
