using System.Buffers;

namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>
/// Takes rows apart as RFC 4180 has them, and beyond it: any line end, quotes within fields that are not quoted, and quotes within quoted
/// fields that are not doubled, which are taken as they stand.
/// </summary>
/// <remarks>
/// A quote that is not closed would swallow the rows behind it up to the next quote. There a quote stands, behind a delimiter or a line's
/// beginning, that opens a field where one should be closed: by that it is noticed.
/// </remarks>
internal sealed class CsvRowParser(CsvDialect dialect)
{
    private static readonly SearchValues<byte> InQuotes = SearchValues.Create("\"\r\n"u8);

    private readonly byte _delimiter = (byte)dialect.Delimiter;
    private readonly List<CsvField> _fields = [];
    private int _at;

    /// <summary>The row's fields.</summary>
    public IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>How many bytes the row has, its line end included.</summary>
    public int Length => _at;

    /// <summary>How many lines it has.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether it is a line with nothing in it.</summary>
    public bool Blank => _fields is [{ Length: 0, Quoted: false }];

    /// <summary>Takes apart the row at the beginning of some bytes.</summary>
    /// <param name="bytes">The bytes, not none.</param>
    /// <param name="last">Whether the file ends with them.</param>
    public CsvRowEnd Parse(ReadOnlySpan<byte> bytes, bool last)
    {
        _fields.Clear();
        (_at, Lines) = (0, 0);
        while (true)
        {
            var end = _at < bytes.Length && bytes[_at] == '"' && dialect.Quoted ? QuotedField(bytes, last) : PlainField(bytes, last);
            if (end != CsvRowEnd.Complete)
            {
                return end;
            }

            if (_at == bytes.Length)
            {
                Lines++;
                return CsvRowEnd.Complete;
            }

            if (bytes[_at] != _delimiter)
            {
                return LineEnd(bytes, last);
            }

            _at++;
        }
    }

    private CsvRowEnd PlainField(ReadOnlySpan<byte> bytes, bool last)
    {
        var length = bytes[_at..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
        if (length < 0)
        {
            if (!last)
            {
                return CsvRowEnd.NeedsMore;
            }

            length = bytes.Length - _at;
        }

        _fields.Add(new CsvField(_at, length, false));
        _at += length;
        return CsvRowEnd.Complete;
    }

    private CsvRowEnd QuotedField(ReadOnlySpan<byte> bytes, bool last)
    {
        var start = ++_at;
        var manyLines = false;
        while (true)
        {
            var next = bytes[_at..].IndexOfAny(InQuotes);
            if (next < 0)
            {
                return last ? CsvRowEnd.Broken : CsvRowEnd.NeedsMore;
            }

            _at += next;
            if (_at + 1 == bytes.Length && !last)
            {
                return CsvRowEnd.NeedsMore;
            }

            var following = _at + 1 < bytes.Length ? bytes[_at + 1] : (byte)'\n';
            if (bytes[_at] != '"')
            {
                manyLines = true;
                Lines += bytes[_at] == '\n' || following != '\n' ? 1 : 0;
                _at++;
            }
            else if (following == '"')
            {
                _at += 2;
            }
            else if (following == _delimiter || following is (byte)'\n' or (byte)'\r')
            {
                _fields.Add(new CsvField(start, _at - start, true));
                _at++;
                return CsvRowEnd.Complete;
            }
            else if (manyLines && (bytes[_at - 1] == _delimiter || bytes[_at - 1] is (byte)'\n' or (byte)'\r'))
            {
                return CsvRowEnd.Broken;
            }
            else
            {
                _at++;
            }
        }
    }

    private CsvRowEnd LineEnd(ReadOnlySpan<byte> bytes, bool last)
    {
        if (bytes[_at] == '\r')
        {
            if (_at + 1 == bytes.Length && !last)
            {
                return CsvRowEnd.NeedsMore;
            }

            _at += _at + 1 < bytes.Length && bytes[_at + 1] == '\n' ? 1 : 0;
        }

        _at++;
        Lines++;
        return CsvRowEnd.Complete;
    }
}
