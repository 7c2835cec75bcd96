using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>
/// A page cut into blocks in one pass over its tags, with no tree: an element ends where its end tag stands, where an outer element ends, or
/// where one begins that cannot be in it.
/// </summary>
internal sealed class HtmlPage
{
    // Elements within so many others count as part of the innermost of these.
    private const int MaxDepth = 512;

    // How far up an item or a cell that was not closed is looked for.
    private const int LookUp = 8;

    private readonly HtmlText _text = new();
    private readonly List<HtmlBlock> _blocks = [];
    private readonly List<(HtmlElement Element, HtmlPlace Place)> _open = [];
    private readonly int[] _openCounts = new int[Enum.GetValues<HtmlElement>().Length];
    private int _linkDepth = -1;
    private bool _anchor;

    private HtmlPage()
    {
    }

    /// <summary>The page's title, or null.</summary>
    public string? Title { get; private set; }

    /// <summary>The language that the page says it is in, or null.</summary>
    public string? Language { get; private set; }

    /// <summary>The address under which the page says it is known, or null.</summary>
    public string? Address { get; private set; }

    /// <summary>Its blocks, in order.</summary>
    public IReadOnlyList<HtmlBlock> Blocks => _blocks;

    /// <summary>The text of all blocks.</summary>
    public string Text { get; private set; } = string.Empty;

    private HtmlPlace Place => _open.Count > 0 ? _open[^1].Place : HtmlPlace.None;

    public static HtmlPage Parse(ReadOnlySpan<char> content)
    {
        var page = new HtmlPage();
        var tokens = new HtmlTokenizer(content);
        for (var kind = tokens.Read(); kind != HtmlTokenKind.End; kind = tokens.Read())
        {
            switch (kind)
            {
                case HtmlTokenKind.Text:
                    page.AddText(tokens.Value);
                    break;
                case HtmlTokenKind.Start:
                    page.Start(ref tokens);
                    break;
                default:
                    page.Close(tokens.Value);
                    break;
            }
        }

        page.EndBlock();
        page.Text = page._text.All;
        return page;
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if ((Place & HtmlPlace.Dropped) == 0 && !_anchor)
        {
            _text.Add(text, _linkDepth >= 0, (Place & HtmlPlace.Preformatted) != 0);
        }
    }

    private void Start(ref HtmlTokenizer tokens)
    {
        var name = tokens.Value;
        var element = HtmlNames.ElementOf(name);
        if (element == HtmlElement.None)
        {
            StartInline(name, ref tokens);
            return;
        }

        if (element == HtmlElement.Br)
        {
            _text.BreakLine();
            return;
        }

        CloseImplied(element);
        if (element is HtmlElement.Td or HtmlElement.Th && (Place & HtmlPlace.Row) != 0)
        {
            _text.EndCell();
        }
        else if (element == HtmlElement.P && (Place & HtmlPlace.Row) != 0)
        {
            _text.BreakLine();
        }
        else
        {
            EndBlock();
        }

        if (element != HtmlElement.Hr && _open.Count < MaxDepth)
        {
            _open.Add((element, PlaceOf(element, ref tokens)));
            _openCounts[(int)element]++;
        }
    }

    private void StartInline(ReadOnlySpan<char> name, ref HtmlTokenizer tokens)
    {
        if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
        {
            _linkDepth = tokens.Attribute("href").IsEmpty ? -1 : _open.Count;
            _anchor = tokens.Attribute("class") is "headerlink" or "anchor" or "heading-anchor" or "permalink";
        }
        else if (Is(name, "title"))
        {
            var title = HtmlEntities.Decode(tokens.ReadRaw(name).ToString());
            Title ??= (Place & HtmlPlace.Dropped) == 0 ? Folded(title) : null;
        }
        else if (Is(name, "script") || Is(name, "style") || Is(name, "textarea") || Is(name, "noscript") || Is(name, "iframe") || Is(name, "xmp"))
        {
            tokens.ReadRaw(name);
        }
        else if (Is(name, "html"))
        {
            Language ??= Folded(tokens.Attribute("lang").ToString());
        }
        else if (Is(name, "link") && Is(tokens.Attribute("rel"), "canonical"))
        {
            Address ??= Folded(HtmlEntities.Decode(tokens.Attribute("href").ToString()));
        }

        static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    private void Close(ReadOnlySpan<char> name)
    {
        var element = HtmlNames.ElementOf(name);
        if (element == HtmlElement.None)
        {
            if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
            {
                (_linkDepth, _anchor) = (-1, false);
            }
        }
        else if (_openCounts[(int)element] > 0)
        {
            if (element is not (HtmlElement.Td or HtmlElement.Th or HtmlElement.P) || (Place & HtmlPlace.Row) == 0)
            {
                EndBlock();
            }

            PopTo(_open.FindLastIndex(open => open.Element == element));
        }
    }

    private void PopTo(int depth)
    {
        while (_open.Count > depth)
        {
            _openCounts[(int)_open[^1].Element]--;
            _open.RemoveAt(_open.Count - 1);
        }

        if (_linkDepth > depth)
        {
            (_linkDepth, _anchor) = (-1, false);
        }
    }

    // What cannot hold the element that begins ends before it.
    private void CloseImplied(HtmlElement element)
    {
        if (_open.Count > 0 && _open[^1].Element == HtmlElement.P)
        {
            if ((Place & HtmlPlace.Row) == 0)
            {
                EndBlock();
            }

            PopTo(_open.Count - 1);
        }

        for (var at = _open.Count - 1; at >= Math.Max(0, _open.Count - LookUp); at--)
        {
            var outer = _open[at].Element;
            if (Ends(element, outer))
            {
                if (element is not (HtmlElement.Td or HtmlElement.Th))
                {
                    EndBlock();
                }

                PopTo(at);
                return;
            }

            if (outer is HtmlElement.Ul or HtmlElement.Ol or HtmlElement.Dl or HtmlElement.Table or HtmlElement.Menu)
            {
                return;
            }
        }
    }

    private static bool Ends(HtmlElement element, HtmlElement outer) => element switch
    {
        HtmlElement.Li => outer == HtmlElement.Li,
        HtmlElement.Dt or HtmlElement.Dd => outer is HtmlElement.Dt or HtmlElement.Dd,
        HtmlElement.Td or HtmlElement.Th => outer is HtmlElement.Td or HtmlElement.Th,
        HtmlElement.Tr => outer == HtmlElement.Tr,
        _ => false,
    };

    private HtmlPlace PlaceOf(HtmlElement element, ref HtmlTokenizer tokens)
    {
        var place = Place | element switch
        {
            HtmlElement.Article or HtmlElement.Main => HtmlPlace.Main,
            HtmlElement.Nav or HtmlElement.Footer or HtmlElement.Button or HtmlElement.Select or HtmlElement.Template or HtmlElement.Svg
                or HtmlElement.Math or HtmlElement.Object or HtmlElement.Canvas or HtmlElement.Dialog or HtmlElement.Menu => HtmlPlace.Dropped,
            HtmlElement.Header when (Place & HtmlPlace.Main) == 0 => HtmlPlace.Dropped,
            HtmlElement.Pre => HtmlPlace.Preformatted,
            HtmlElement.Li or HtmlElement.Dd => HtmlPlace.Item,
            HtmlElement.Tr => HtmlPlace.Row,
            _ => HtmlPlace.None,
        };
        if (element == HtmlElement.Table)
        {
            // A table in a cell lays the page out; its rows are its own.
            place &= ~(HtmlPlace.Row | HtmlPlace.Item);
        }

        if (element == HtmlElement.Body || tokens.Attributes.IsEmpty)
        {
            return element == HtmlElement.Aside ? place | HtmlPlace.Dropped : place;
        }

        var names = tokens.Attribute("class");
        var id = tokens.Attribute("id");
        place |= tokens.Attribute("role") switch
        {
            "main" => HtmlPlace.Main,
            "navigation" or "banner" or "contentinfo" or "search" or "complementary" or "dialog" or "menu" => HtmlPlace.Dropped,
            _ => HtmlPlace.None,
        };
        place |= element == HtmlElement.Aside && !HtmlNames.IsNote(names) ? HtmlPlace.Dropped : HtmlPlace.None;
        place |= element != HtmlElement.Main && (HtmlNames.IsBoilerplate(names) || HtmlNames.IsBoilerplate(id)) ? HtmlPlace.Suspect : HtmlPlace.None;
        place |= HtmlNames.IsComments(names) || HtmlNames.IsComments(id) ? HtmlPlace.Comments : HtmlPlace.None;
        return tokens.Attribute("aria-hidden") is "true" || HasHidden(tokens.Attributes) ? place | HtmlPlace.Dropped : place;
    }

    private static bool HasHidden(ReadOnlySpan<char> attributes) =>
        attributes.EndsWith(" hidden", StringComparison.OrdinalIgnoreCase) || attributes.Contains(" hidden ", StringComparison.OrdinalIgnoreCase)
        || attributes.Contains(" hidden=\"\"", StringComparison.OrdinalIgnoreCase)
        || attributes.Contains("display:none", StringComparison.OrdinalIgnoreCase) || attributes.Contains("display: none", StringComparison.OrdinalIgnoreCase);

    private void EndBlock()
    {
        var heading = _open.Count > 0 && _open[^1].Element is >= HtmlElement.H1 and <= HtmlElement.H6 and var level ? (byte)(level - HtmlElement.H1 + 1) : (byte)0;
        var kind = heading > 0 ? HtmlBlockKind.Heading
            : (Place & HtmlPlace.Preformatted) != 0 ? HtmlBlockKind.Code
            : (Place & HtmlPlace.Row) != 0 ? HtmlBlockKind.Row
            : (Place & HtmlPlace.Item) != 0 ? HtmlBlockKind.Item
            : HtmlBlockKind.Paragraph;
        if (_text.EndBlock(kind, heading, Place) is { } block)
        {
            _blocks.Add(block);
        }
    }

    private static string? Folded(string text)
    {
        var folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return folded.Length > 0 ? folded : null;
    }
}
