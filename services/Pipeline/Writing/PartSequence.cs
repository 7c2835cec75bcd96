using System.Globalization;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes the dataset into data files, each about as large as the job says. There is always one, even with no record.</summary>
internal sealed class PartSequence(string folder, OutputSpec spec, RunLimits limits) : IAsyncDisposable
{
    private readonly OutputSchema _schema = OutputSchema.For(RecordLayout.PlainText, new RecordsSpec(), RecordShape.Auto);
    private readonly List<DataFile> _files = [];
    private FileStream? _file;
    private DataFileWriter? _writer;
    private string _name = "";
    private long _records;
    private long _bytes;

    /// <summary>The files that are complete.</summary>
    public IReadOnlyList<DataFile> Files => _files;

    public async ValueTask WriteAsync(OutputRecord record, CancellationToken cancellationToken)
    {
        var size = record.TextBytes + record.File.Length + 64L;
        if (_records > 0 && _bytes + size > spec.MaxFileSize.Bytes)
        {
            await EndPartAsync(cancellationToken).ConfigureAwait(false);
        }

        await Part().WriteAsync(
            DatasetRecord.OfText(record.Text), new RowOrigin(record.Hash, record.File, record.Row), cancellationToken).ConfigureAwait(false);
        _records++;
        _bytes += size;
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_records > 0 || _files.Count == 0)
        {
            Part();
            await EndPartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        return _file?.DisposeAsync() ?? default;
    }

    private DataFileWriter Part()
    {
        if (_writer is null)
        {
            _name = string.Create(CultureInfo.InvariantCulture, $"part-{_files.Count:d5}{DataFileWriter.Extension(spec)}");
            _file = new FileStream(Path.Combine(folder, _name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            _writer = new DataFileWriter(_file, spec, _schema, limits);
        }

        return _writer;
    }

    private async ValueTask EndPartAsync(CancellationToken cancellationToken)
    {
        await _writer!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _writer.Dispose();
        _file!.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
        _files.Add(new DataFile(_name, _records, new FileInfo(Path.Combine(folder, _name)).Length));
        (_writer, _file, _records, _bytes) = (null, null, 0, 0);
    }
}
