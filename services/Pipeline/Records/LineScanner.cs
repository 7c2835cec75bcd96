using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Goes through the lines that begin in a file's slice, in bounded memory, however long they are.</summary>
internal sealed class LineScanner(SourceBytes source, int maxBytes)
{
    private const int LookBackBytes = 64 * 1024;

    private int _pending;
    private bool _begun;

    private static ReadOnlySpan<byte> White => " \t\r\v\f"u8;

    /// <summary>The current line's number, counted from 1 at the first that begins in the slice.</summary>
    public long Number => source.Lines;

    /// <summary>The current line without its end (LF or CRLF); valid until the next one, and empty when it is too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the current line is longer than a record may be.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Whether the current line has nothing but ASCII white space.</summary>
    public bool Blank => !TooLong && IsBlank(Line.Span);

    /// <summary>
    /// Goes to the first line that begins in the slice; true when the line before it is not blank. Left out, the first
    /// <see cref="NextAsync(CancellationToken)"/> does it.
    /// </summary>
    public async ValueTask<bool> BeginAsync(bool lookBack, CancellationToken cancellationToken)
    {
        _begun = true;
        var start = source.Slice.Start;
        if (start <= source.MarkBytes)
        {
            return false;
        }

        var text = lookBack && await EndsInTextAsync(start - 1, cancellationToken).ConfigureAwait(false);
        source.Seek(start - 1);

        // A line that goes on beyond the slice leaves nothing that begins in it; its rest, however long, is not read once more.
        while (source.Position < source.Slice.End && await source.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            var end = source.Buffered.Span.IndexOf((byte)'\n');
            var rest = end < 0 ? source.Buffered : source.Buffered[..end];
            text |= !IsBlank(rest.Span);
            source.Consume(end < 0 ? rest.Length : end + 1);
            if (end >= 0)
            {
                break;
            }
        }

        return text;
    }

    /// <summary>Goes to the next line that begins in the slice; false when there is none.</summary>
    public ValueTask<bool> NextAsync(CancellationToken cancellationToken) => NextAsync(beyond: false, cancellationToken);

    /// <summary>Goes to the next line; false at the end of the file, or of the slice unless lines beyond are wanted.</summary>
    public async ValueTask<bool> NextAsync(bool beyond, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await BeginAsync(lookBack: false, cancellationToken).ConfigureAwait(false);
        }

        source.Consume(_pending);
        _pending = 0;
        if (!beyond && source.Position >= source.Slice.End)
        {
            return false;
        }

        var searched = 0;
        while (true)
        {
            var end = source.Buffered.Span[searched..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(searched + end, searched + end + 1);
            }

            searched = source.Buffered.Length;
            if (searched > maxBytes + 1)
            {
                return await SkipAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return searched > 0 && Take(searched, searched);
            }
        }
    }

    private bool Take(int length, int pending)
    {
        var line = source.Buffered[..length];
        if (line.Span.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        Count();
        TooLong = line.Length > maxBytes;
        Line = TooLong ? default : line;
        _pending = pending;
        return true;
    }

    // To the line's end, or that of the slice: what a reader may still ask for behind it belongs to the record that is too large already.
    private async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        Count();
        TooLong = true;
        Line = default;
        do
        {
            var end = source.Buffered.Span.IndexOf((byte)'\n');
            if (end >= 0)
            {
                _pending = end + 1;
                return true;
            }

            source.Consume(source.Buffered.Length);
        }
        while (source.Position < source.Slice.End && await source.FillAsync(cancellationToken).ConfigureAwait(false));

        return true;
    }

    private void Count() => source.Lines += source.Position < source.Slice.End ? 1 : 0;

    // Whether the line that goes on at a place has text before it.
    private async ValueTask<bool> EndsInTextAsync(long place, CancellationToken cancellationToken)
    {
        var file = source.File!;
        var buffer = new byte[LookBackBytes];
        while (place > source.MarkBytes)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(LookBackBytes, place - source.MarkBytes));
            place -= piece.Length;
            file.Position = place;
            var read = await file.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (buffer.AsSpan(0, read).LastIndexOfAnyExcept(White) is >= 0 and var last)
            {
                return buffer[last] != (byte)'\n';
            }
        }

        return false;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(White);
}
