namespace Text2Llm.Pipeline.Records.Html;

/// <summary>What a piece of a page is.</summary>
internal enum HtmlTokenKind
{
    /// <summary>The page has ended.</summary>
    End,

    /// <summary>Text, with its character references as they stand.</summary>
    Text,

    /// <summary>The beginning of an element.</summary>
    Start,

    /// <summary>The end of an element.</summary>
    Close,
}
