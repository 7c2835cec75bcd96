using System.Globalization;
using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>Tells from the first rows of a table of text how it is written: with which dialect most of them have as many fields.</summary>
internal static class CsvSniffer
{
    private const int HeadBytes = 256 * 1024;
    private const int MostRows = 200;
    private const int FewestRows = 4;
    private const int LongestName = 100;

    /// <summary>How a table is written.</summary>
    /// <param name="head">Its first bytes in UTF-8, past a byte order mark, or all.</param>
    /// <param name="format">CSV or TSV.</param>
    public static CsvDialect DialectOf(ReadOnlySpan<byte> head, SourceFormat format)
    {
        if (SeparatorOf(head) is { } separator)
        {
            var rest = head[(head.IndexOf((byte)'\n') + 1)..];
            var told = Sample(rest, separator);
            return told.Dialect with { Header = told.Header, SeparatorLine = true };
        }

        var best = Best(head, format == SourceFormat.Tsv ? "\t" : ",;\t|");
        return best.Dialect with { Header = best.Header };
    }

    /// <summary>CSV or TSV when a text of unknown kind is clearly a table; else null.</summary>
    public static SourceFormat? LooksLikeTable(ReadOnlySpan<byte> head)
    {
        var best = Best(head, "\t;,|");

        // Two columns with a comma between them may be lines of a poem.
        var fewest = best.Dialect.Delimiter == ',' ? 3 : 2;
        return best.Rows >= FewestRows && best.Regular == best.Rows && best.Columns >= fewest && best.Header
            ? best.Dialect.Delimiter == '\t' ? SourceFormat.Tsv : SourceFormat.Csv
            : null;
    }

    private static TableSample Best(ReadOnlySpan<byte> head, string delimiters)
    {
        TableSample? best = null;
        foreach (var delimiter in delimiters)
        {
            var sample = Sample(head, delimiter);
            best = best is null ? sample : Better(best, sample);
        }

        return best!;
    }

    // The first unless the second is better: more columns than one, then more rows alike, then more columns.
    private static TableSample Better(TableSample first, TableSample second)
    {
        if (second.Columns > 1 != first.Columns > 1)
        {
            return second.Columns > 1 ? second : first;
        }

        var difference = Compare(first, second);
        return difference < 0 || (difference == 0 && second.Columns > first.Columns) ? second : first;
    }

    // Below 0 when the second has more rows alike.
    private static int Compare(TableSample first, TableSample second) =>
        ((long)first.Regular * second.Rows).CompareTo((long)second.Regular * first.Rows);

    // Between tabs quotes are often characters like others: where rows are more alike then. Elsewhere a row that breaks is a bad row.
    private static TableSample Sample(ReadOnlySpan<byte> head, char delimiter)
    {
        var quoted = Sample(head, new CsvDialect(delimiter));
        if (delimiter != '\t')
        {
            return quoted;
        }

        var plain = Sample(head, new CsvDialect(delimiter, Quoted: false));
        return plain.Columns > 1 && Compare(quoted, plain) < 0 ? plain : quoted;
    }

    private static TableSample Sample(ReadOnlySpan<byte> head, CsvDialect dialect)
    {
        var last = head.Length < HeadBytes;
        head = head[..Math.Min(head.Length, HeadBytes)];
        var parser = new CsvRowParser(dialect);
        var counts = new Dictionary<int, int>();
        var (rows, header) = (0, true);
        while (rows < MostRows && !head.IsEmpty)
        {
            var end = parser.Parse(head, last);
            if (end == CsvRowEnd.NeedsMore)
            {
                break;
            }

            if (end == CsvRowEnd.Broken)
            {
                rows++;
                var next = head.IndexOf((byte)'\n');
                head = next < 0 ? [] : head[(next + 1)..];
                continue;
            }

            if (!parser.Blank)
            {
                header = rows == 0 ? IsHeader(head, parser.Fields) : header;
                rows++;
                counts[parser.Fields.Count] = counts.GetValueOrDefault(parser.Fields.Count) + 1;
            }

            head = head[parser.Length..];
        }

        var (columns, regular) = counts.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key)
            .Select(pair => (pair.Key, pair.Value)).FirstOrDefault();
        return new TableSample(dialect, columns, regular, rows, header);
    }

    // Names are short, no numbers, and not sentences.
    private static bool IsHeader(ReadOnlySpan<byte> row, IReadOnlyList<CsvField> fields)
    {
        foreach (var field in fields)
        {
            var text = row.Slice(field.Start, field.Length).Trim(" "u8);
            if (text.Length > LongestName || text.ContainsAny((byte)'\n', (byte)'\r')
                || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                || (text.Contains((byte)' ') && text[^1] is (byte)'.' or (byte)'!' or (byte)'?'))
            {
                return false;
            }
        }

        return true;
    }

    private static char? SeparatorOf(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end].TrimEnd((byte)'\r');
        return line.Length == 5 && Ascii.EqualsIgnoreCase(line[..4], "sep="u8) ? (char)line[4] : null;
    }
}
