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
        var line = 1L;
        if (dialect.SeparatorLine)
        {
            await SkipLineAsync(source, cancellationToken).ConfigureAwait(false);
            line++;
        }

        while (await NextAsync(source, parser, cancellationToken).ConfigureAwait(false) is { } end)
        {
            if (end != CsvRowEnd.Complete)
            {
                yield return end == CsvRowEnd.Broken
                    ? ParsedRecord.Rejected(line, RejectReasons.MalformedRow, "a quote is not closed")
                    : ParsedRecord.TooLarge(line, maxBytes);
                await SkipLineAsync(source, cancellationToken).ConfigureAwait(false);
                line++;
                continue;
            }

            if (!parser.Blank)
            {
                var row = source.Buffered[..parser.Length];
                if (writer is not null)
                {
                    yield return Record(line, row, parser.Fields, writer);
                }
                else if (dialect.Header)
                {
                    writer = new RowWriter(ColumnNames.Of(row.Span, parser.Fields));
                }
                else
                {
                    writer = new RowWriter(ColumnNames.Of(parser.Fields.Count));
                    yield return Record(line, row, parser.Fields, writer);
                }
            }

            line += parser.Lines;
            source.Consume(parser.Length);
        }
    }

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
