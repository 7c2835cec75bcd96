namespace Text2Llm.Pipeline.Jobs;

/// <summary>The format of a file that is read.</summary>
[Later("csv", "tsv", "parquet", "html", "json")]
public enum SourceFormat
{
    /// <summary>Told from each file's name and content.</summary>
    Auto,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>JSON Lines: one JSON object on each line.</summary>
    Jsonl,
}
