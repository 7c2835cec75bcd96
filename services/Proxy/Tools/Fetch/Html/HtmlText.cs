namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>What there is to read on an HTML page.</summary>
/// <param name="Title">Its title; empty where it has none.</param>
/// <param name="Text">Its main content, laid out as Markdown.</param>
/// <param name="IsWhole">Whether the text is all of it.</param>
internal sealed record HtmlText(string Title, string Text, bool IsWhole);
