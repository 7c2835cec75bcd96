using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes Parquet, in row groups that are bounded by bytes and by rows. No column is nullable.</summary>
/// <remarks>
/// Texts are handed to the library as their UTF-8. For strings it would write a least and a greatest value by the order of UTF-16, where
/// readers expect that of UTF-8 and would skip rows that are there; and it would write them whole, into each page and the footer,
/// however long they are. For bytes it writes neither.
/// </remarks>
internal sealed class ParquetPartWriter : PartWriter
{
    private static readonly ParquetSchema Schema = new(
        Strings("id"), Strings("text"), Strings("file"), new DataField("row", typeof(long), isNullable: false));

    private static readonly DataField Id = Bytes("id");
    private static readonly DataField Text = Bytes("text");
    private static readonly DataField Source = Bytes("file");
    private static readonly DataField Row = new("row", typeof(long), isNullable: false);

    // The library takes a field's values only once it is part of a schema.
    private static readonly ParquetSchema Columns = new(Id, Text, Source, Row);

    private readonly Stream _file;
    private readonly ParquetOptions _options;
    private readonly RunLimits _limits;
    private readonly List<ParquetRow> _group = [];
    private ParquetWriter? _writer;
    private long _groupBytes;

    public ParquetPartWriter(Stream file, OutputCompression compression, RunLimits limits)
    {
        _file = file;
        _limits = limits;
        _options = new ParquetOptions
        {
            CompressionLevel = CompressionLevel.Optimal,
            CompressionMethod = compression switch
            {
                OutputCompression.None => CompressionMethod.None,
                OutputCompression.Gzip => CompressionMethod.Gzip,
                _ => CompressionMethod.Zstd,
            },
        };
    }

    public override async ValueTask WriteAsync(OutputRecord record, CancellationToken cancellationToken)
    {
        var size = record.TextBytes + 64L;
        if (_groupBytes + size > _limits.RowGroupBytes || _group.Count == _limits.RowGroupRows)
        {
            await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        }

        _group.Add(new ParquetRow(
            Encoding.ASCII.GetBytes(record.Id), Encoding.UTF8.GetBytes(record.Text), Encoding.UTF8.GetBytes(record.File), record.Row));
        _groupBytes += size;
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        await _writer!.DisposeAsync().ConfigureAwait(false);
        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // The Parquet writer is left alone: disposing it writes the footer, and only a complete file may have one.
    public override ValueTask DisposeAsync() => default;

    private async ValueTask EndGroupAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter.CreateAsync(Schema, _file, _options, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (_group.Count == 0)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var group = _writer.CreateRowGroup();
        await group.WriteAsync(Id, Column(row => row.Id)).ConfigureAwait(false);
        await group.WriteAsync(Text, Column(row => row.Text)).ConfigureAwait(false);
        await group.WriteAsync(Source, Column(row => row.File)).ConfigureAwait(false);
        await group.WriteAsync<long>(Row, Column(row => row.Row), cancellationToken: cancellationToken).ConfigureAwait(false);
        group.CompleteValidate();
        _group.Clear();
        _groupBytes = 0;
    }

    private T[] Column<T>(Func<ParquetRow, T> value) => [.. _group.Select(value)];

    private static DataField Strings(string name) => new(name, typeof(string), isNullable: false);

    private static DataField Bytes(string name) => new(name, typeof(byte[]), isNullable: false);
}
