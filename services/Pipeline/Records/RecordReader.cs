using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records.Arrow;
using Text2Llm.Pipeline.Records.Html;
using Text2Llm.Pipeline.Records.Json;
using Text2Llm.Pipeline.Records.Markdown;
using Text2Llm.Pipeline.Records.Parquet;
using Text2Llm.Pipeline.Records.Pdf;
using Text2Llm.Pipeline.Records.Tables;
using Text2Llm.Pipeline.Records.Word;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Reads the records of one file.</summary>
internal abstract class RecordReader
{
    /// <summary>The records, in the file's order; of those the ones that begin in the slice that the source says.</summary>
    /// <param name="source">
    /// The content: of texts decompressed and in UTF-8, past a byte order mark. Formats that are not read from their beginning to their end
    /// read <see cref="SourceBytes.File"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SourceProblemException">The rest of the file cannot be read.</exception>
    public abstract IAsyncEnumerable<ParsedRecord> ReadAsync(SourceBytes source, CancellationToken cancellationToken);

    /// <summary>
    /// The slices in which the content may be read, of about so many bytes each; one, the whole, where it cannot be cut. All slices together
    /// give exactly the records of the whole.
    /// </summary>
    public virtual ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SourceSlice>>([SourceSlice.Whole]);

    /// <summary>The reader for what a file was taken for.</summary>
    /// <param name="detection">What it was taken for.</param>
    /// <param name="records">What a record is.</param>
    /// <param name="maxBytes">How large a record may be.</param>
    public static RecordReader For(Detection detection, RecordsSpec records, int maxBytes) => (detection.Format, records.Unit) switch
    {
        (SourceFormat.Jsonl, _) => new JsonlReader(maxBytes),
        (SourceFormat.Json, _) => new JsonReader(maxBytes),
        (SourceFormat.Csv or SourceFormat.Tsv, _) => new CsvReader(detection.Dialect!, maxBytes),
        (SourceFormat.Parquet, _) => new ParquetRowReader(maxBytes),
        (SourceFormat.Html, _) => new HtmlReader(maxBytes),
        (SourceFormat.Pdf, _) => new PdfReader(maxBytes, TimeProvider.System, PdfReader.DefaultLimit, PdfReader.SharedThreads),
        (SourceFormat.Docx, _) => new WordReader(maxBytes),
        (SourceFormat.Markdown, null or TextUnit.Document) => new MarkdownReader(maxBytes),
        (SourceFormat.Arrow, _) => new ArrowRowReader(maxBytes),
        (_, TextUnit.Line) => new LineRecordReader(maxBytes),
        (_, TextUnit.Paragraph) => new ParagraphReader(maxBytes),
        _ => new DocumentReader(maxBytes),
    };
}
