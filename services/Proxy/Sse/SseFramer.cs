namespace Text2Llm.Proxy.Sse;

/// <summary>
/// Finds where server-sent events end, and what data they carry, in bytes that arrive in pieces cut anywhere: within a line, a UTF-8
/// character, or between CR and LF. Follows the WHATWG HTML standard, section 9.2 (event streams).
/// </summary>
/// <param name="maxEventBytes">The most bytes one event may have, its comments and line ends included.</param>
internal sealed class SseFramer(int maxEventBytes)
{
    private readonly RentedBytes _line = new();
    private readonly RentedBytes _data = new();
    private long _eventBytes;
    private bool _eventEnded;
    private bool _afterCarriageReturn;
    private bool _begun;

    /// <summary>Whether the event that just ended carries data; one of comments alone, which keeps a connection alive, does not.</summary>
    public bool HasData { get; private set; }

    /// <summary>The data of the event that just ended: its <c>data</c> lines, joined by LF. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Data => _data.Span;

    /// <summary>Reads up to the end of an event or of the bytes, whichever comes first. Without an event under way it holds no memory.</summary>
    /// <returns>True where an event ended after <paramref name="consumed"/> bytes; false where all were taken and more are needed.</returns>
    /// <exception cref="InvalidDataException">An event is larger than it may be.</exception>
    public bool TryRead(ReadOnlySpan<byte> bytes, out int consumed)
    {
        if (_eventEnded)
        {
            _data.Clear();
            (_eventEnded, HasData, _eventBytes) = (false, false, 0);
        }

        consumed = 0;
        while (consumed < bytes.Length)
        {
            var rest = bytes[consumed..];
            if (_afterCarriageReturn)
            {
                _afterCarriageReturn = false;
                if (rest[0] == (byte)'\n')
                {
                    consumed++;
                    continue;
                }
            }

            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            Count(end < 0 ? rest.Length : end + 1);
            if (end < 0)
            {
                _line.Write(rest);
                consumed = bytes.Length;
                return false;
            }

            consumed += end + 1;
            _afterCarriageReturn = rest[end] == (byte)'\r';
            if (!EndLine(rest[..end]))
            {
                continue;
            }

            // Where the LF of a CRLF is here already it belongs to this event.
            if (_afterCarriageReturn && consumed < bytes.Length && bytes[consumed] == (byte)'\n')
            {
                consumed++;
                _afterCarriageReturn = false;
            }

            _eventEnded = true;
            return true;
        }

        return false;
    }

    /// <summary>At the end of the bytes: whether an event with data was left without its blank line.</summary>
    public bool TryEnd()
    {
        if (!_eventEnded && _line.Count > 0)
        {
            EndLine([]);
        }

        var left = !_eventEnded && HasData;
        _eventEnded = true;
        return left;
    }

    /// <summary>Takes the rest of a line; true where the line is empty, which ends an event.</summary>
    private bool EndLine(ReadOnlySpan<byte> tail)
    {
        if (_line.Count == 0)
        {
            return TakeLine(tail);
        }

        _line.Write(tail);
        var ends = TakeLine(_line.Span);
        _line.Clear();
        return ends;
    }

    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (!_begun)
        {
            _begun = true;
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        if (line.IsEmpty)
        {
            return true;
        }

        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != (byte)':'))
        {
            return false;
        }

        var value = line.Length > 5 ? line[5..] : [];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        if (HasData)
        {
            _data.Write("\n"u8);
        }

        HasData = true;
        _data.Write(value);
        return false;
    }

    private void Count(int bytes)
    {
        _eventBytes += bytes;
        if (_eventBytes > maxEventBytes)
        {
            throw new InvalidDataException($"A server-sent event is larger than {maxEventBytes} bytes.");
        }
    }
}
