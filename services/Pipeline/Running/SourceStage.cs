using System.Threading.Channels;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Reads, cleans and hashes the records of all files, in order, and passes them on in batches.</summary>
internal sealed class SourceStage(
    DatasetJobSpec spec, SourceSet sources, RunLimits limits, ByteBudget budget, RunProgress progress, ChannelWriter<RecordBatch> output)
{
    private readonly SourceReader _reader = new(spec.Source, spec.Records, limits.MaxRecordBytes, LocalFiles.OpenAsync);
    private readonly JsonLinesReader _fields = new(spec.Records.Fields?.Text ?? "text", limits.MaxRecordBytes);
    private readonly TextCleaner _cleaner = new(spec.Clean);
    private readonly Dictionary<Detection, int> _detections = [];
    private readonly SortedDictionary<string, long> _cutShort = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private RecordBatch _batch = new();

    /// <summary>What the files that were read whole were taken for, each with their number.</summary>
    public IReadOnlyDictionary<Detection, int> Detections => _detections;

    /// <summary>How many files gave some records and then no more, by reason.</summary>
    public IReadOnlyDictionary<string, long> CutShort => _cutShort;

    /// <summary>How many files gave nothing, by reason.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => _leftOut;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in sources.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.BeginFile(file.Name);
                await ReadFileAsync(file, cancellationToken).ConfigureAwait(false);
                progress.EndFile(file.Length);
            }

            await SendAsync(cancellationToken).ConfigureAwait(false);
            output.Complete();
        }
        catch (Exception exception)
        {
            output.TryComplete(exception);
            throw;
        }
    }

    private async Task ReadFileAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var records = 0L;
        var meter = new ReadMeter();
        var counted = 0L;
        try
        {
            Detection? detection = null;
            await foreach (var content in _reader.ReadAsync(file, SourceSlice.Whole, meter, cancellationToken).ConfigureAwait(false))
            {
                await foreach (var record in content.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    progress.AddRecord();
                    records++;
                    Take(content.Name, record);
                    if (_batch.Bytes >= limits.BatchBytes)
                    {
                        await SendAsync(cancellationToken).ConfigureAwait(false);
                    }

                    progress.AddRead(meter.ContentBytes - counted, meter.FileBytes);
                    counted = meter.ContentBytes;
                }

                var found = content.Detection!;
                detection ??= new Detection(found.Format, found.FormatWhy, found.Compression, found.CompressionWhy);
            }

            if (detection is not null)
            {
                _detections[detection] = _detections.GetValueOrDefault(detection) + 1;
            }
        }
        catch (SourceProblemException exception)
        {
            var counts = records == 0 ? _leftOut : _cutShort;
            counts[exception.Problem.Reason] = counts.GetValueOrDefault(exception.Problem.Reason) + 1;
            _batch.Rejects.Add(Reject.OfFile(file.Name, exception.Problem));
        }

        progress.AddRead(meter.ContentBytes - counted, meter.FileBytes);
    }

    private void Take(string file, ParsedRecord record)
    {
        _batch.Bytes += 64;
        if (record.Text is null && record.Rejection is null)
        {
            record = _fields.Parse(record.Row, record.Json.Span);
        }

        if (record.Rejection is { } rejection)
        {
            _batch.Rejects.Add(Reject.OfRecord(file, record.Row, rejection));
            return;
        }

        var text = _cleaner.Clean(record.Text!);
        if (string.IsNullOrWhiteSpace(text))
        {
            _batch.Empty++;
            return;
        }

        var (hash, bytes) = ContentHash.Of(text);
        _batch.Bytes += bytes;
        _batch.Records.Add(new OutputRecord(hash, text, bytes, file, record.Row));
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await budget.TakeAsync(_batch.Bytes, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(_batch, cancellationToken).ConfigureAwait(false);
        _batch = new RecordBatch();
    }
}
