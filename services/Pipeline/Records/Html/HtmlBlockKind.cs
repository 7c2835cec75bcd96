namespace Text2Llm.Pipeline.Records.Html;

/// <summary>What a block of a page's text is.</summary>
internal enum HtmlBlockKind : byte
{
    Paragraph,
    Heading,
    Item,
    Row,
    Code,
}
