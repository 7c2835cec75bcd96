using System.Buffers;
using System.Buffers.Binary;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>
/// Writes Parquet from first byte to last, in row groups that are bounded by bytes and by rows. Texts are marked as such, lists have the usual
/// three levels, and the columns are the schema's whatever the rows hold.
/// </summary>
/// <remarks>
/// Written here and not by Parquet.Net, which holds a row group's values until its end and writes least and greatest texts by the order
/// of UTF-16, where readers expect that of UTF-8 and skip rows that are there. Here a row group is held compressed, and no least and
/// greatest values are written.
/// </remarks>
internal sealed class ParquetPartWriter : PartWriter
{
    private readonly Stream _output;
    private readonly OutputSchema _schema;
    private readonly RunLimits _limits;
    private readonly PageCodec _codec;
    private readonly ColumnChunk[] _chunks;
    private readonly List<RowGroupInfo> _groups = [];
    private long _offset;
    private int _rows;

    public ParquetPartWriter(Stream output, OutputSchema schema, OutputCompression compression, RunLimits limits)
    {
        _output = output;
        _schema = schema;
        _limits = limits;
        _codec = new PageCodec(compression);
        _chunks = [.. ParquetColumns.Of(schema).Select(leaf => new ColumnChunk(leaf, _codec))];
    }

    private static ReadOnlyMemory<byte> Mark { get; } = "PAR1"u8.ToArray();

    public override bool IsFull => _rows >= _limits.RowGroupRows || GatheredBytes >= _limits.RowGroupBytes;

    private long GatheredBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var chunk in _chunks)
            {
                bytes += chunk.GatheredBytes;
            }

            return bytes;
        }
    }

    public override void Add(ReadOnlySpan<OutputValue> row)
    {
        var chunk = 0;
        for (var i = 0; i < row.Length; i++)
        {
            switch (_schema.Columns[i].Type)
            {
                case ColumnType.Turns:
                    AddTurns(row[i].Turns!, _chunks.AsSpan(chunk, 3));
                    chunk += 3;
                    break;
                case ColumnType.Flag:
                    _chunks[chunk++].AddFlag(row[i].Number == 1);
                    break;
                case ColumnType.Number:
                    _chunks[chunk++].AddNumber(row[i].Number);
                    break;
                case ColumnType.Text:
                    _chunks[chunk++].AddText(row[i].Text!.Utf8, repetition: 0, definition: 0);
                    break;
                default:
                    AddOptional(_chunks[chunk++], row[i].Text, repetition: 0, definition: 1);
                    break;
            }
        }

        foreach (var column in _chunks)
        {
            column.EndRow();
        }

        _rows++;
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        if (_rows == 0)
        {
            return;
        }

        var infos = new List<ChunkInfo>(_chunks.Length);
        foreach (var chunk in _chunks)
        {
            chunk.EndPage();
            var bytes = chunk.CompressedBytes;
            infos.Add(new ChunkInfo(chunk.Leaf, _offset, chunk.Values, chunk.UncompressedBytes, bytes));
            await chunk.WriteToAsync(_output, cancellationToken).ConfigureAwait(false);
            _offset += bytes;
        }

        _groups.Add(new RowGroupInfo(_rows, infos));
        _rows = 0;
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var footer = new ArrayBufferWriter<byte>();
        new ParquetFooter(_schema, _codec.Id).Write(_groups, footer);
        BinaryPrimitives.WriteInt32LittleEndian(footer.GetSpan(4), footer.WrittenCount);
        footer.Advance(4);
        footer.Write(Mark.Span);
        await _output.WriteAsync(footer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            chunk.Dispose();
        }

        _codec.Dispose();
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (_offset == 0)
        {
            await _output.WriteAsync(Mark, cancellationToken).ConfigureAwait(false);
            _offset = Mark.Length;
        }
    }

    // A list without turns is there, and has nothing: its level is one less than that of a turn.
    private static void AddTurns(IReadOnlyList<OutputTurn> turns, ReadOnlySpan<ColumnChunk> chunks)
    {
        if (turns.Count == 0)
        {
            foreach (var chunk in chunks)
            {
                chunk.AddNothing(repetition: 0, definition: 0);
            }
        }

        for (var i = 0; i < turns.Count; i++)
        {
            var repetition = (byte)(i == 0 ? 0 : 1);
            chunks[0].AddText(turns[i].Role.Utf8, repetition, definition: 1);
            chunks[1].AddText(turns[i].Content.Utf8, repetition, definition: 1);
            AddOptional(chunks[2], turns[i].Extra, repetition, definition: 2);
        }
    }

    private static void AddOptional(ColumnChunk chunk, RecordText? text, byte repetition, byte definition)
    {
        if (text is null)
        {
            chunk.AddNothing(repetition, (byte)(definition - 1));
        }
        else
        {
            chunk.AddText(text.Utf8, repetition, definition);
        }
    }
}
