namespace Text2Llm.Pipeline.Records.Html;

/// <summary>A block of a page's text: a paragraph, a heading, an item, a row.</summary>
/// <param name="Start">Where it begins in the text of all blocks.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="LinkLength">How many of them are links.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Heading">Its level where it is a heading, from 1 to 6; else 0.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct HtmlBlock(int Start, int Length, int LinkLength, HtmlBlockKind Kind, byte Heading, HtmlPlace Place);
