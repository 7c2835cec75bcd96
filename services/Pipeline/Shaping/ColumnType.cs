namespace Text2Llm.Pipeline.Shaping;

/// <summary>What a column of the output holds.</summary>
internal enum ColumnType
{
    /// <summary>A text in every row.</summary>
    Text,

    /// <summary>A text, or nothing.</summary>
    OptionalText,

    /// <summary>A JSON value, or nothing. Formats that are not JSON have it as a text.</summary>
    OptionalJson,

    /// <summary>A list of turns.</summary>
    Turns,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,
}
