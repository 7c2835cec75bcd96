using Parquet;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>Takes the first records of files, with what the files were taken for.</summary>
/// <param name="reader">Reads the files.</param>
/// <param name="countedBytes">In how many bytes of a text records are counted; from there on their number is estimated.</param>
internal sealed class ContentSampler(SourceReader reader, long countedBytes = 64 * 1024 * 1024)
{
    /// <summary>How many records of a file are looked at.</summary>
    public const int MaxRecords = 1000;

    private const long MaxBytes = 16 * 1024 * 1024;
    private const int MaxEntries = 16; // of an archive

    /// <summary>The file, or the first files in it where it is an archive.</summary>
    public async Task<IReadOnlyList<InspectedContent>> SampleAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var contents = new List<InspectedContent>();
        var meter = new ReadMeter();
        try
        {
            await foreach (var source in reader.ReadAsync(file, SourceSlice.Whole, meter, cancellationToken).ConfigureAwait(false))
            {
                var content = new InspectedContent { Name = source.Name, FileBytes = file.Length, Detection = source.Detection };
                contents.Add(content);
                await SampleAsync(source, content, file, meter, cancellationToken).ConfigureAwait(false);
                if (contents.Count == MaxEntries)
                {
                    break;
                }
            }
        }
        catch (SourceProblemException exception)
        {
            contents.Add(new InspectedContent { Name = file.Name, FileBytes = file.Length, Problem = exception.Problem });
        }

        return contents;
    }

    private async Task SampleAsync(
        SourceContent source, InspectedContent content, SourceFile file, ReadMeter meter, CancellationToken cancellationToken)
    {
        var (bytes, count) = (0L, 0L);
        try
        {
            await foreach (var record in source.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                count++;
                if (content.Records.Count < MaxRecords && bytes <= MaxBytes)
                {
                    var sampled = SampledRecord.Of(record);
                    content.Records.Add(sampled);
                    bytes += sampled.Size;
                }
                else if (source.Position == 0 || source.Position > countedBytes)
                {
                    await EstimateAsync(source, content, count, file, meter, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }

            content.Count = count;
        }
        catch (SourceProblemException exception)
        {
            content.Problem = exception.Problem;
        }
    }

    // Of an archive's entry it is not known how large it is.
    private async Task EstimateAsync(
        SourceContent source, InspectedContent content, long count, SourceFile file, ReadMeter meter, CancellationToken cancellationToken)
    {
        if (source.Detection is { Format: SourceFormat.Parquet, Compression: SourceCompression.None, Container: null })
        {
            content.Count = await RowsAsync(file, cancellationToken).ConfigureAwait(false);
        }
        else if (source.Detection is { Container: null, Format: not SourceFormat.Arrow } && source.Position > 0 && meter.FileBytes > 0)
        {
            var contentBytes = (double)file.Length * meter.ContentBytes / meter.FileBytes;
            content.EstimatedCount = (long)(count * contentBytes / source.Position);
        }
    }

    private async Task<long> RowsAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var stream = await reader.OpenAsync(file, new ReadMeter(), cancellationToken).ConfigureAwait(false);
        await using var parquet = await ParquetReader.CreateAsync(stream, null, leaveStreamOpen: true, cancellationToken).ConfigureAwait(false);
        return parquet.RowGroups.Sum(group => group.RowCount);
    }
}
