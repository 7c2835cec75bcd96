using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>
/// Takes each row of a table of text for a record: an object with a string for each column. A row with a mistake is rejected, with the line
/// on which it begins; where a quote is not closed, that line alone is given up, and the next begins a row.
/// </summary>
internal sealed class CsvReader(CsvDialect dialect, int maxBytes) : RecordReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parser = new CsvRowParser(dialect);
        RowWriter? writer = null;
        if (source.Slice.Start > source.MarkBytes)
        {
            // The columns are those of the file's first row, wherever the slice begins.
            await foreach (var (_, end) in RowsAsync(source, parser, source.Slice.Start, cancellationToken).ConfigureAwait(false))
            {
                if (end == CsvRowEnd.Complete && !parser.Blank)
                {
                    writer = Columns(source.Buffered.Span[..parser.Length], parser);
                    break;
                }
            }

            source.Seek(source.Slice.Start);
            source.Lines = 0;
        }

        await foreach (var (line, end) in RowsAsync(source, parser, source.Slice.End, cancellationToken).ConfigureAwait(false))
        {
            if (end != CsvRowEnd.Complete)
            {
                yield return end == CsvRowEnd.Broken
                    ? ParsedRecord.Rejected(line, RejectReasons.MalformedRow, "a quote is not closed")
                    : ParsedRecord.TooLarge(line, maxBytes);
            }
            else if (!parser.Blank)
            {
                var isFirst = writer is null;
                writer ??= Columns(source.Buffered.Span[..parser.Length], parser);
                if (!isFirst || !dialect.Header)
                {
                    yield return Record(line, source.Buffered[..parser.Length], parser.Fields, writer);
                }
            }
        }
    }

    /// <summary>
    /// The slices that end where rows do. Whether a line's end is a row's is known only by whoever has read all before it: the file is read
    /// once for this, by the parser that reads its rows, and many times as fast as they are worked on.
    /// </summary>
    public override async ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken)
    {
        if (source.File is null)
        {
            return await base.SplitAsync(source, targetBytes, cancellationToken).ConfigureAwait(false);
        }

        var cuts = new SliceCuts(targetBytes);
        await foreach (var _ in RowsAsync(source, new CsvRowParser(dialect), long.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            cuts.Add(source.Position);
        }

        return cuts.Slices;
    }

    // The rows that begin before a place, each with the line on which it begins; of one that is not complete, that line alone is passed.
    private async IAsyncEnumerable<(long Line, CsvRowEnd End)> RowsAsync(
        SourceBytes source, CsvRowParser parser, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (dialect.SeparatorLine && source.Position <= source.MarkBytes)
        {
            await SkipLineAsync(source, cancellationToken).ConfigureAwait(false);
            source.Lines++;
        }

        while (source.Position < before && await NextAsync(source, parser, cancellationToken).ConfigureAwait(false) is { } end)
        {
            yield return (source.Lines + 1, end);
            if (end == CsvRowEnd.Complete)
            {
                source.Lines += parser.Lines;
                source.Consume(parser.Length);
            }
            else
            {
                await SkipLineAsync(source, cancellationToken).ConfigureAwait(false);
                source.Lines++;
            }
        }
    }

    private RowWriter Columns(ReadOnlySpan<byte> row, CsvRowParser parser) =>
        new(dialect.Header ? ColumnNames.Of(row, parser.Fields) : ColumnNames.Of(parser.Fields.Count));

    private ParsedRecord Record(long line, ReadOnlyMemory<byte> row, IReadOnlyList<CsvField> fields, RowWriter writer)
    {
        if (row.Length > maxBytes)
        {
            return ParsedRecord.TooLarge(line, maxBytes);
        }

        if (!Utf8.IsValid(row.Span))
        {
            return TextDecoder.NotUtf8(line, row.Span);
        }

        // Empty fields behind the last column are of a delimiter too many.
        return fields.Count < writer.Columns || fields.Skip(writer.Columns).Any(field => field.Length > 0)
            ? ParsedRecord.Rejected(
                line, RejectReasons.MalformedRow, $"{fields.Count} fields, where the first row has {writer.Columns}")
            : ParsedRecord.OfFields(line, writer.Write(row.Span, fields));
    }

    // Null at the end of the file. More bytes are needed only of a row that is larger than a record may be.
    private async ValueTask<CsvRowEnd?> NextAsync(SourceBytes source, CsvRowParser parser, CancellationToken cancellationToken)
    {
        var last = false;
        while (true)
        {
            var end = source.Buffered.IsEmpty ? CsvRowEnd.NeedsMore : parser.Parse(source.Buffered.Span, last);
            if (end != CsvRowEnd.NeedsMore || source.Buffered.Length > maxBytes + 2)
            {
                return end;
            }

            last = !await source.DoubleAsync(cancellationToken).ConfigureAwait(false);
            if (last && source.Buffered.IsEmpty)
            {
                return null;
            }
        }
    }

    private static async ValueTask SkipLineAsync(SourceBytes source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = source.Buffered.Span.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0 && (end + 1 < source.Buffered.Length || source.Buffered.Span[end] == '\n'))
            {
                source.Consume(source.Buffered.Span[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1);
                return;
            }

            // A carriage return at the end may have a line feed behind it.
            source.Consume(end < 0 ? source.Buffered.Length : end);
            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                source.Consume(source.Buffered.Length);
                return;
            }
        }
    }
}
