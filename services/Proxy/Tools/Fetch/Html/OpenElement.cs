namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>An element that is open at a place of a page.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Kind">What it means for the text.</param>
/// <param name="Start">Where in the text it began.</param>
internal sealed record OpenElement(string Name, ElementKind Kind, int Start)
{
    /// <summary>Of a link: where it leads.</summary>
    public string Link { get; init; } = "";

    /// <summary>Of a list that counts its items: the number of the next. Of a table's row: its cells.</summary>
    public int Count { get; set; }

    /// <summary>Of a list: whether an item has begun. Of a table: whether a row has ended.</summary>
    public bool HasEntries { get; set; }

    /// <summary>Of a table: whether every cell of the row is a heading.</summary>
    public bool IsHeadingRow { get; set; }
}
