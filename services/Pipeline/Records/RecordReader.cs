using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Reads the records of one file.</summary>
internal abstract class RecordReader
{
    /// <summary>The records, in the file's order.</summary>
    /// <exception cref="SourceProblemException">The rest of the file cannot be read.</exception>
    public abstract IAsyncEnumerable<ParsedRecord> ReadAsync(SourceBytes source, CancellationToken cancellationToken);

    /// <summary>The reader for a format.</summary>
    /// <param name="format">The file's format.</param>
    /// <param name="records">What a record is.</param>
    /// <param name="maxBytes">How large a record may be.</param>
    public static RecordReader For(SourceFormat format, RecordsSpec records, int maxBytes) => (format, records.Unit) switch
    {
        (SourceFormat.Jsonl, _) => new JsonLinesReader(records.Fields?.Text ?? "text", maxBytes),
        (_, TextUnit.Line) => new LineRecordReader(maxBytes),
        (_, TextUnit.Paragraph) => new ParagraphReader(maxBytes),
        _ => new DocumentReader(maxBytes),
    };
}
