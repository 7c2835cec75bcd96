namespace Text2Llm.Pipeline.Records.Html;

/// <summary>Where a block stands, by the elements around it.</summary>
[Flags]
internal enum HtmlPlace : byte
{
    None = 0,

    /// <summary>In what the page marks as its main part, or as an article.</summary>
    Main = 1,

    /// <summary>In what is never part of the text.</summary>
    Dropped = 2,

    /// <summary>In what is boilerplate by the name that its author gave it.</summary>
    Suspect = 4,

    /// <summary>Among the readers' comments.</summary>
    Comments = 8,

    /// <summary>In an element that keeps its spaces and line ends.</summary>
    Preformatted = 16,

    /// <summary>In an item of a list.</summary>
    Item = 32,

    /// <summary>In a row of a table.</summary>
    Row = 64,
}
