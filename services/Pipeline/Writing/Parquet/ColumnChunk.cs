using System.Buffers;
using System.Buffers.Binary;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>
/// Gathers the values of a column for one row group after another. A page is compressed as soon as it is full, so that a row group costs
/// as much memory as it takes in the file.
/// </summary>
internal sealed class ColumnChunk(ParquetLeaf leaf, PageCodec codec) : IDisposable
{
    // Texts compress better by an eighth in pages of this size than in the usual ones of 1 MiB.
    private const int PageBytes = 4 * 1024 * 1024;
    private const int Plain = 0;
    private const int Rle = 3;

    private readonly LevelRuns _repetitions = new(leaf.MaxRepetition);
    private readonly LevelRuns _definitions = new(leaf.MaxDefinition);
    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly List<ArraySegment<byte>> _pages = [];
    private ArrayBufferWriter<byte> _values = new();
    private ArrayBufferWriter<byte> _page = new();
    private int _pageValues;
    private int _flags;

    public ParquetLeaf Leaf => leaf;

    /// <summary>How many values the row group has, with those that are missing.</summary>
    public long Values { get; private set; }

    /// <summary>The pages of the row group with their headers, before compression, in bytes.</summary>
    public long UncompressedBytes { get; private set; }

    /// <summary>The same after compression.</summary>
    public long CompressedBytes { get; private set; }

    /// <summary>What the row group has before compression, about, with the page that is still open.</summary>
    public long GatheredBytes => UncompressedBytes + _values.WrittenCount;

    public void AddText(ReadOnlySpan<byte> utf8, byte repetition, byte definition)
    {
        var span = _values.GetSpan(4 + utf8.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span, utf8.Length);
        utf8.CopyTo(span[4..]);
        _values.Advance(4 + utf8.Length);
        Note(repetition, definition);
    }

    public void AddNumber(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_values.GetSpan(8), number);
        _values.Advance(8);
        Note(0, 0);
    }

    public void AddFlag(bool flag)
    {
        // Eight to a byte, the first in its lowest bit; the last byte of a page may be filled in part.
        _flags |= (flag ? 1 : 0) << (_pageValues & 7);
        Note(0, 0);
        if ((_pageValues & 7) == 0)
        {
            EndFlags();
        }
    }

    /// <summary>Adds that there is no value; the definition says how much of the path is there.</summary>
    public void AddNothing(byte repetition, byte definition) => Note(repetition, definition);

    /// <summary>Ends the page when it is full. Between rows only, for a row stands on one page.</summary>
    public void EndRow()
    {
        if (_values.WrittenCount >= PageBytes)
        {
            EndPage();
        }
    }

    /// <summary>Writes the row group's pages, and begins the next row group.</summary>
    public async ValueTask WriteToAsync(Stream output, CancellationToken cancellationToken)
    {
        foreach (var page in _pages)
        {
            await output.WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }

        Clear();
        (Values, UncompressedBytes, CompressedBytes) = (0, 0, 0);
    }

    public void EndPage()
    {
        if (_pageValues == 0)
        {
            return;
        }

        if (leaf.Type == PhysicalType.Boolean && (_pageValues & 7) != 0)
        {
            EndFlags();
        }

        var page = Page();
        var compressed = codec.Compress(page);
        var header = Header(page.Length, compressed.Length);
        Keep(header);
        Keep(compressed);
        Values += _pageValues;
        UncompressedBytes += header.Length + page.Length;
        CompressedBytes += header.Length + compressed.Length;
        _values.ResetWrittenCount();
        _pageValues = 0;
        if (_values.Capacity > 4 * PageBytes)
        {
            (_values, _page) = (new(), new()); // One long record is not to cost its memory from then on.
        }
    }

    public void Dispose() => Clear();

    private void Clear()
    {
        foreach (var page in _pages)
        {
            ArrayPool<byte>.Shared.Return(page.Array!);
        }

        _pages.Clear();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        _pages.Add(new ArraySegment<byte>(copy, 0, bytes.Length));
    }

    private void Note(byte repetition, byte definition)
    {
        _repetitions.Add(repetition);
        _definitions.Add(definition);
        _pageValues++;
    }

    private void EndFlags()
    {
        _values.Write([(byte)_flags]);
        _flags = 0;
    }

    // Levels, then values; of a column that is there in every row the values alone, which need not be copied.
    private ReadOnlySpan<byte> Page()
    {
        if (leaf is { MaxRepetition: 0, MaxDefinition: 0 })
        {
            return _values.WrittenSpan;
        }

        _page.ResetWrittenCount();
        _repetitions.WriteTo(_page);
        _definitions.WriteTo(_page);
        _page.Write(_values.WrittenSpan);
        return _page.WrittenSpan;
    }

    // PageHeader of parquet.thrift, with a DataPageHeader.
    private ReadOnlySpan<byte> Header(int bytes, int compressedBytes)
    {
        _header.ResetWrittenCount();
        var thrift = new ThriftWriter(_header);
        thrift.Begin();
        thrift.Number(1, 0);
        thrift.Number(2, bytes);
        thrift.Number(3, compressedBytes);
        thrift.Begin(5);
        thrift.Number(1, _pageValues);
        thrift.Number(2, Plain);
        thrift.Number(3, Rle);
        thrift.Number(4, Rle);
        thrift.End();
        thrift.End();
        return _header.WrittenSpan;
    }
}
