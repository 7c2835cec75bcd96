namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>How the parsing of a row ended.</summary>
internal enum CsvRowEnd
{
    /// <summary>The row is there.</summary>
    Complete,

    /// <summary>The row goes on behind the bytes that are here.</summary>
    NeedsMore,

    /// <summary>A quote of the row is not closed.</summary>
    Broken,
}
