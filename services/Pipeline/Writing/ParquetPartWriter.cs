using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes Parquet, in row groups that are bounded by bytes and by rows. No column is nullable.</summary>
internal sealed class ParquetPartWriter : PartWriter
{
    private static readonly DataField Id = new("id", typeof(string), isNullable: false);
    private static readonly DataField Text = new("text", typeof(string), isNullable: false);
    private static readonly DataField Source = new("file", typeof(string), isNullable: false);
    private static readonly DataField Row = new("row", typeof(long), isNullable: false);
    private static readonly ParquetSchema Schema = new(Id, Text, Source, Row);

    private readonly FileStream _file;
    private readonly ParquetOptions _options;
    private readonly RunLimits _limits;
    private readonly List<OutputRecord> _group = [];
    private ParquetWriter? _writer;
    private long _groupBytes;
    private bool _complete;

    public ParquetPartWriter(string path, OutputCompression compression, RunLimits limits)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
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
        _options.ColumnEncodingHints[Source.Path.ToString()] = EncodingHint.Dictionary;
    }

    public override async ValueTask WriteAsync(OutputRecord record, CancellationToken cancellationToken)
    {
        _group.Add(record);
        _groupBytes += record.TextBytes + 64;
        if (_groupBytes >= _limits.RowGroupBytes || _group.Count >= _limits.RowGroupRows)
        {
            await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        await _writer!.DisposeAsync().ConfigureAwait(false);
        _file.Flush(flushToDisk: true);
        _complete = true;
    }

    // The Parquet writer is left alone: disposing it writes the footer, and only a complete file may have one.
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException) when (!_complete)
        {
            // The run has failed already, and why is not to be hidden behind what cannot be written now.
        }
    }

    private async ValueTask EndGroupAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter.CreateAsync(Schema, _file, _options, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (_group.Count == 0)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var group = _writer.CreateRowGroup();
        await group.WriteAsync(Id, Column(record => record.Id)).ConfigureAwait(false);
        await group.WriteAsync(Text, Column(record => record.Text)).ConfigureAwait(false);
        await group.WriteAsync(Source, Column(record => record.File)).ConfigureAwait(false);
        await group.WriteAsync<long>(Row, Column(record => record.Row), cancellationToken: cancellationToken).ConfigureAwait(false);
        group.CompleteValidate();
        _group.Clear();
        _groupBytes = 0;
    }

    private T[] Column<T>(Func<OutputRecord, T> value) => [.. _group.Select(value)];
}
