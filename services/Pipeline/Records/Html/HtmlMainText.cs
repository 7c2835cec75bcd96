using System.Text;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>Takes from a page's blocks those that are its text.</summary>
internal static class HtmlMainText
{
    // So much text in what the page marks as its main part makes it that.
    private const int EnoughForMain = 200;

    // A block of links with more other text than this is a text with links.
    private const int LongestLinkBlock = 200;

    /// <summary>The page's text: its blocks with blank lines between them, items and rows on lines of their own.</summary>
    public static string Of(HtmlPage page)
    {
        var main = Length(page, Kept(HtmlPlace.Main, HtmlPlace.Dropped | HtmlPlace.Suspect | HtmlPlace.Comments)) >= EnoughForMain
            ? HtmlPlace.Main
            : HtmlPlace.None;

        // Names alone do not take a page's text away, and where there is no other text comments are it.
        var without = new[] { HtmlPlace.Suspect | HtmlPlace.Comments, HtmlPlace.Suspect, HtmlPlace.None }
            .First(place => place == HtmlPlace.None || Length(page, Kept(main, HtmlPlace.Dropped | place)) >= EnoughForMain);
        var kept = WithoutEmptySections([.. page.Blocks.Where(Kept(main, HtmlPlace.Dropped | without)).Where(block => !IsLinks(block))]);
        return Join(page.Text, kept);
    }

    private static Func<HtmlBlock, bool> Kept(HtmlPlace with, HtmlPlace without) =>
        block => (block.Place & with) == with && (block.Place & without) == 0;

    private static int Length(HtmlPage page, Func<HtmlBlock, bool> kept) =>
        page.Blocks.Where(block => kept(block) && !IsLinks(block)).Sum(block => block.Length);

    private static bool IsLinks(HtmlBlock block) =>
        block.Kind is not (HtmlBlockKind.Heading or HtmlBlockKind.Code)
        && block.LinkLength * 3L > block.Length * 2L
        && block.Length - block.LinkLength < LongestLinkBlock;

    // A heading goes with what was under it.
    private static List<HtmlBlock> WithoutEmptySections(List<HtmlBlock> blocks)
    {
        var kept = new List<HtmlBlock>(blocks.Count);
        for (var at = blocks.Count - 1; at >= 0; at--)
        {
            var heading = blocks[at].Heading;
            if (heading == 0 || (kept.Count > 0 && (kept[^1].Heading == 0 || kept[^1].Heading > heading)))
            {
                kept.Add(blocks[at]);
            }
        }

        kept.Reverse();
        return kept;
    }

    private static string Join(string text, List<HtmlBlock> blocks)
    {
        var joined = new StringBuilder();
        var last = HtmlBlockKind.Paragraph;
        foreach (var block in blocks)
        {
            if (joined.Length > 0)
            {
                joined.Append(block.Kind == last && last is HtmlBlockKind.Item or HtmlBlockKind.Row ? "\n" : "\n\n");
            }

            joined.Append(block.Kind == HtmlBlockKind.Item ? "- " : string.Empty).Append(text, block.Start, block.Length);
            last = block.Kind;
        }

        return joined.ToString();
    }
}
