using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes records into one data file, in the shape and the format of the job. One thread's.</summary>
internal sealed class DataFileWriter : IDisposable
{
    private readonly RecordShaper _shaper;
    private readonly HashingStream _output;
    private readonly PartWriter _rows;
    private long _count;

    /// <param name="content">Takes the file's bytes, and is left open.</param>
    /// <param name="spec">The format and the compression.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="limits">How large row groups are.</param>
    public DataFileWriter(Stream content, OutputSpec spec, OutputSchema schema, RunLimits limits)
    {
        _shaper = new RecordShaper(schema);
        _output = new HashingStream(content);
        _rows = PartWriter.Create(_output, spec, schema, limits);
    }

    /// <summary>Writes a record.</summary>
    public async ValueTask WriteAsync(DatasetRecord record, RowOrigin origin, CancellationToken cancellationToken)
    {
        for (var row = 0; row < _shaper.RowsOf(record); row++)
        {
            _rows.Add(_shaper.Row(record, origin, row));
            _count++;
            if (_rows.IsFull)
            {
                await _rows.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes the file's end. Bringing it to the disk is the caller's.</summary>
    public async ValueTask<WrittenPart> CompleteAsync(CancellationToken cancellationToken)
    {
        await _rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return new WrittenPart(_count, _output.Length, _output.Sha256());
    }

    /// <summary>Lets go of memory. What was written of a file that is not complete is no good.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _output.Dispose();
    }

    /// <summary>The end of a data file's name.</summary>
    public static string Extension(OutputSpec spec) => (spec.Format, spec.Compression) switch
    {
        (OutputFormat.Parquet, _) => ".parquet",
        (var format, OutputCompression.Gzip) => $".{Plain(format)}.gz",
        (var format, OutputCompression.Zstd) => $".{Plain(format)}.zst",
        (var format, _) => $".{Plain(format)}",
    };

    private static string Plain(OutputFormat format) => format == OutputFormat.Csv ? "csv" : "jsonl";
}
