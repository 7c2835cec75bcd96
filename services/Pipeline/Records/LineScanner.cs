using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Goes through the lines of a file in bounded memory, however long they are.</summary>
internal sealed class LineScanner(SourceBytes source, int maxBytes)
{
    private int _pending;

    /// <summary>The current line's number, counted from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its end (LF or CRLF); valid until the next one, and empty when it is too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the current line is longer than a record may be.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Whether the current line has nothing but ASCII white space.</summary>
    public bool Blank => !TooLong && Line.Span.IndexOfAnyExcept(" \t\r\v\f"u8) < 0;

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        source.Consume(_pending);
        _pending = 0;
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

        Number++;
        TooLong = line.Length > maxBytes;
        Line = TooLong ? default : line;
        _pending = pending;
        return true;
    }

    private async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        Number++;
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
        while (await source.FillAsync(cancellationToken).ConfigureAwait(false));

        return true;
    }
}
