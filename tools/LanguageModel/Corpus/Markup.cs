using System.Net;
using System.Text.RegularExpressions;

namespace Text2Llm.LanguageModel.Corpus;

/// <summary>Takes the prose out of HTML, Mallard and the texts of programs.</summary>
internal static partial class Markup
{
    /// <summary>The lines of a page: its paragraphs, headings and items.</summary>
    public static IEnumerable<string> Lines(string page)
    {
        var body = page.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var text = Unread().Replace(body < 0 ? page : page[body..], " ");
        foreach (var block in Blocks().Split(text))
        {
            yield return Plain(block);
        }
    }

    /// <summary>A text without tags, entities, places for values and the marks of keyboard shortcuts.</summary>
    public static string Plain(string text) =>
        Spaces().Replace(Shortcuts().Replace(Values().Replace(WebUtility.HtmlDecode(Tags().Replace(text, " ")), " "), ""), " ").Trim();

    [GeneratedRegex("<(script|style|pre|code|cmd|screen|tt|samp|kbd|nav)\\b.*?</\\1>|<!--.*?-->", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Unread();

    [GeneratedRegex("</?(p|div|h[1-6]|li|td|th|tr|title|dt|dd|desc|item|section|table|ul|ol|br)\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("%[0-9$.l-]*[a-zA-Z]\\b|%[0-9]+|\\$\\{?[A-Za-z_(][A-Za-z_0-9]*[})]?|\\\\[nt]|https?://\\S*|\\S*@\\S*")]
    private static partial Regex Values();

    [GeneratedRegex("[_~&](?=\\p{L})")]
    private static partial Regex Shortcuts();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
