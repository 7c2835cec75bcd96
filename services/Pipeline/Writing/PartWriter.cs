using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Writing.Parquet;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes the rows of one data file. Rows gather in memory until the writer is full.</summary>
internal abstract class PartWriter : IDisposable
{
    /// <summary>Whether enough has gathered to be passed on.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Takes a row: its values, by the schema's columns.</summary>
    public abstract void Add(ReadOnlySpan<OutputValue> row);

    /// <summary>Passes on what has gathered.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Passes on the rest, and the file's end.</summary>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public abstract void Dispose();

    public static PartWriter Create(Stream output, OutputSpec spec, OutputSchema schema, RunLimits limits) => spec.Format switch
    {
        OutputFormat.Parquet => new ParquetPartWriter(output, schema, spec.Compression, limits),
        OutputFormat.Csv => new CsvPartWriter(output, schema, spec.Compression),
        _ => new JsonlPartWriter(output, schema, spec.Compression),
    };
}
