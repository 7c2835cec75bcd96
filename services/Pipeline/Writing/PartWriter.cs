using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes one data file. Disposed before it is complete, it leaves a file that is no good.</summary>
internal abstract class PartWriter : IAsyncDisposable
{
    public abstract ValueTask WriteAsync(OutputRecord record, CancellationToken cancellationToken);

    /// <summary>Ends the file and brings it to the disk.</summary>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    public static PartWriter Create(Stream file, OutputSpec spec, RunLimits limits) => spec.Format switch
    {
        OutputFormat.Parquet => new ParquetPartWriter(file, spec.Compression, limits),
        OutputFormat.Csv => new CsvPartWriter(file, spec.Compression),
        _ => new JsonlPartWriter(file, spec.Compression),
    };

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
