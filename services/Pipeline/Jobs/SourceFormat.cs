namespace Text2Llm.Pipeline.Jobs;

/// <summary>The format of a file that is read.</summary>
public enum SourceFormat
{
    /// <summary>Told from each file's name and content.</summary>
    Auto,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>JSON Lines: one JSON object on each line.</summary>
    Jsonl,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>Values separated by commas (or by semicolons, as Excel writes where the comma is the decimal sign), with a header.</summary>
    Csv,

    /// <summary>Values separated by tabs, with a header.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>Apache Arrow's IPC file or stream, and Feather version 2, which is the same.</summary>
    Arrow,

    /// <summary>Markdown; its front matter is read as fields.</summary>
    Markdown,

    /// <summary>HTML, of which the main text is taken.</summary>
    Html,

    /// <summary>A Word document (Office Open XML), of which the text is taken.</summary>
    Docx,

    /// <summary>PDF, of which the text is taken.</summary>
    Pdf,
}
