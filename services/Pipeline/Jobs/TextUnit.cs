namespace Text2Llm.Pipeline.Jobs;

/// <summary>Which part of a text file is one record.</summary>
public enum TextUnit
{
    /// <summary>The whole file.</summary>
    Document,

    /// <summary>Each run of lines between blank lines.</summary>
    Paragraph,

    /// <summary>Each line that is not blank.</summary>
    Line,
}
