using System.Collections.Frozen;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>Tells elements by their names, and boilerplate by the classes that authors give it.</summary>
internal static class HtmlNames
{
    private static readonly FrozenDictionary<string, HtmlElement>.AlternateLookup<ReadOnlySpan<char>> Elements = Enum.GetValues<HtmlElement>()
        .Skip(1)
        .ToFrozenDictionary(element => element.ToString(), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Boilerplate = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "consent", "cookie", "cookies", "footer", "gdpr", "masthead", "menu",
        "modal", "nav", "navbar", "navigation", "newsletter", "pager", "pagination", "popup", "promo", "recommended", "related", "share",
        "sharing", "sidebar", "skip", "social", "sphinxsidebar", "sponsor", "sponsored", "subscribe", "toolbar").GetAlternateLookup<ReadOnlySpan<char>>();

    // What says that a page has such a thing, and not that it is one.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Relations = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "has", "no", "not", "with", "without", "wrapper").GetAlternateLookup<ReadOnlySpan<char>>();

    public static HtmlElement ElementOf(ReadOnlySpan<char> name) => Elements.TryGetValue(name, out var element) ? element : HtmlElement.None;

    /// <summary>Whether one of the names that an author gave is that of boilerplate: its first or its last word.</summary>
    public static bool IsBoilerplate(ReadOnlySpan<char> names)
    {
        foreach (var range in names.SplitAny(" \t\r\n"))
        {
            var name = names[range];
            var last = name[(name.LastIndexOfAny('-', '_') + 1)..];
            var firstEnd = name.IndexOfAny('-', '_');
            var first = firstEnd < 0 ? name : name[..firstEnd];
            if ((Boilerplate.Contains(first) || Boilerplate.Contains(last)) && !Relations.Contains(first) && !Relations.Contains(last))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the names is that of a reader's comments.</summary>
    public static bool IsComments(ReadOnlySpan<char> names) =>
        names.StartsWith("comments", StringComparison.OrdinalIgnoreCase) || names.EndsWith("-comments", StringComparison.OrdinalIgnoreCase)
        || names.Equals("respond", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of the names is that of a note beside the text that belongs to it.</summary>
    public static bool IsNote(ReadOnlySpan<char> names) =>
        names.Contains("note", StringComparison.OrdinalIgnoreCase) || names.Contains("admonition", StringComparison.OrdinalIgnoreCase)
        || names.Contains("warning", StringComparison.OrdinalIgnoreCase) || names.Contains("tip", StringComparison.OrdinalIgnoreCase);
}
