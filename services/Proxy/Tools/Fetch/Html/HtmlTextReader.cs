using System.Globalization;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>
/// Reads the text of an HTML page, tag by tag, as the browser's tokenizer would. No tree is built: a page of strangers could make one that
/// is far larger than itself, or so deep that walking it ends the process. Nothing that the page refers to is loaded, nothing is run.
/// </summary>
internal sealed class HtmlTextReader : IDisposable
{
    private const int LongestTitle = 500;

    // Shorter is what pages show while a script is still to bring the content.
    private const int ShortestMain = 100;

    private readonly HtmlTokenizer _tokens;
    private readonly bool _includeLinks;
    private readonly PageLinks _links;
    private readonly OpenElements _open;
    private readonly TextLayout _layout = new();
    private readonly TableRows _tables;
    private readonly StringBuilder _title = new();

    // The element whose content is no markup: programs and styles, of which nothing is read, and titles.
    private string? _raw;
    private bool _hasTitle;
    private int _left;
    private (int Start, int End)? _main;
    private (int Start, int End)? _articles;

    private HtmlTextReader(string html, Uri address, bool includeLinks)
    {
        (_links, _includeLinks) = (new PageLinks(address), includeLinks);
        _open = new OpenElements(Closed);
        _tables = new TableRows(_open, _layout);
        _tokens = new HtmlTokenizer(new TextSource(html), HtmlEntityProvider.Resolver)
        {
            // All others are dropped while they are read, so that a tag of a million attributes stays small.
            ShouldEmitAttribute = static (ref _, name) => name.Span is "href" or "hidden" or "role" or "start" or "alt",
            SkipComments = true,
        };
    }

    /// <summary>Reads a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Where it came from; its links are relative to that.</param>
    /// <param name="includeLinks">Whether links are written with where they lead.</param>
    public static HtmlText Read(string html, Uri address, bool includeLinks)
    {
        using var reader = new HtmlTextReader(html, address, includeLinks);
        return reader.Read();
    }

    public void Dispose() => _tokens.Dispose();

    private HtmlText Read()
    {
        var ended = false;
        while (!ended && !_layout.IsFull)
        {
            var token = _tokens.Get();
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    Opened(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    Ended(token.Name);
                    break;
                case HtmlTokenType.Character:
                    Text(token.Data);
                    break;
                case HtmlTokenType.EndOfFile:
                    ended = true;
                    break;
            }
        }

        _open.CloseAll();
        return new HtmlText(Title(), Content(), ended);
    }

    /// <summary>What the page says is its content; where it says nothing of the kind, everything.</summary>
    private string Content()
    {
        foreach (var region in new[] { _main, _articles })
        {
            if (region is { } found && _layout.Between(found.Start, found.End) is { Length: >= ShortestMain } content)
            {
                return content;
            }
        }

        return _layout.Between(0, _layout.Length);
    }

    private string Title()
    {
        var layout = new TextLayout();
        layout.Write(_title.ToString());
        return layout.Between(0, layout.Length);
    }

    private void Text(string text)
    {
        if (_raw == "title" && !_hasTitle)
        {
            _title.Append(Beginning.Of(text, LongestTitle - _title.Length));
        }
        else if (_raw is null && _left == 0)
        {
            _layout.Write(text);
        }
    }

    private void Ended(string name)
    {
        if (_raw is not null)
        {
            _hasTitle |= _raw == "title";
            _raw = null;
            return;
        }

        switch (ElementKinds.Of(name))
        {
            case ElementKind.Inline:
                break;
            case ElementKind.Block when _left == 0:
                _layout.Paragraph();
                break;
            case ElementKind.Block:
                break;
            default:
                _open.Close(name);
                break;
        }
    }

    private void Opened(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (ModeOf(name) is { } mode && !(tag.IsSelfClosing && _left > 0))
        {
            _tokens.State = mode;
            _raw = _left > 0 ? "" : name;
            return;
        }

        if (_left == 0 && OpenedFlow(tag))
        {
            return;
        }

        var kind = ElementKinds.Of(name);
        if (kind is ElementKind.Inline or ElementKind.Block)
        {
            if (kind == ElementKind.Block && _left == 0)
            {
                _layout.Paragraph();
            }

            return;
        }

        Open(tag, IsLeftOut(tag) ? ElementKind.Left : RoleOf(tag, kind));
    }

    /// <summary>Takes the tags that only mark a place in the text; true where it was one.</summary>
    private bool OpenedFlow(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "base":
                _links.SetBase(tag.GetAttribute("href"));
                return true;
            case "br":
                _layout.Break();
                return true;
            case "hr":
                _layout.Paragraph();
                return true;
            case "img":
                _layout.Write(tag.GetAttribute("alt"));
                return true;
            case "li":
                OpenedItem();
                return true;
            case "tr":
                _tables.OpenRow();
                return true;
            case "td" or "th":
                _tables.OpenCell(isHeading: tag.Name == "th");
                return true;
            default:
                return false;
        }
    }

    private void OpenedItem()
    {
        var list = _open.Innermost(ElementKind.BulletList, ElementKind.NumberedList, ElementKind.Table);
        if (list is null or { Kind: ElementKind.Table })
        {
            _layout.Line();
            return;
        }

        _open.CloseWithin(list);
        var isFirst = !list.HasEntries;
        list.HasEntries = true;
        _layout.Item(list.Kind == ElementKind.NumberedList ? string.Create(CultureInfo.InvariantCulture, $"{list.Count++}. ") : "- ", isFirst);
    }

    private void Open(HtmlTagToken tag, ElementKind kind)
    {
        if (kind == ElementKind.Left && tag.IsSelfClosing && tag.Name is "svg" or "math")
        {
            return;
        }

        if (_left == 0)
        {
            Begin(tag, kind);
        }

        var element = new OpenElement(tag.Name, kind, _layout.Length)
        {
            Link = kind == ElementKind.Link ? LinkOf(tag) : "",
            Count = kind == ElementKind.NumberedList && int.TryParse(tag.GetAttribute("start"), out var start) ? start
                : kind == ElementKind.NumberedList ? 1 : 0,
        };
        if (!_open.Push(element))
        {
            return;
        }

        if (kind == ElementKind.Left)
        {
            _left++;
        }
        else if (_left == 0)
        {
            Enter(element);
        }
    }

    /// <summary>What comes before an element.</summary>
    private void Begin(HtmlTagToken tag, ElementKind kind)
    {
        switch (kind)
        {
            case ElementKind.Link when _open.Innermost(ElementKind.Link) is { } outer:
                _open.Close(outer.Name);
                break;
            case ElementKind.Heading:
                _layout.Paragraph();
                _layout.Mark(new string('#', tag.Name[1] - '0') + " ");
                break;
            case ElementKind.BulletList or ElementKind.NumberedList when _layout.ListDepth > 0:
                _layout.Line();
                break;
            case ElementKind.Left when tag.Name is not ("nav" or "footer" or "aside" or "dialog" or "menu"):
            case ElementKind.Link or ElementKind.Code:
                break;
            default:
                _layout.Paragraph();
                break;
        }
    }

    /// <summary>What an element does to the text within it.</summary>
    private void Enter(OpenElement element)
    {
        switch (element.Kind)
        {
            case ElementKind.BulletList or ElementKind.NumberedList:
                _layout.ListDepth++;
                break;
            case ElementKind.Quote:
                _layout.QuoteDepth++;
                break;
            case ElementKind.Preformatted:
                _layout.BeginVerbatim();
                break;
            case ElementKind.Code:
                _layout.Open("`");
                break;
            case ElementKind.Link when element.Link.Length > 0:
                _layout.Open("[");
                break;
        }
    }

    private void Closed(OpenElement element)
    {
        if (element.Kind == ElementKind.Left)
        {
            _left--;
            return;
        }

        if (_left > 0)
        {
            return;
        }

        switch (element.Kind)
        {
            case ElementKind.BulletList or ElementKind.NumberedList:
                _layout.ListDepth--;
                Leave(isInner: _layout.ListDepth > 0);
                break;
            case ElementKind.Quote:
                _layout.QuoteDepth--;
                Leave();
                break;
            case ElementKind.Preformatted:
                _layout.EndVerbatim();
                Leave();
                break;
            case ElementKind.Code:
                _layout.Close("`", "`", element.Start);
                break;
            case ElementKind.Link when element.Link.Length > 0:
                _layout.Close("[", $"]({element.Link})", element.Start);
                break;
            case ElementKind.Link:
                break;
            case ElementKind.Table:
                _tables.EndRow(element);
                Leave();
                break;
            case ElementKind.Main:
                _main ??= (element.Start, _layout.Length);
                Leave();
                break;
            case ElementKind.Article:
                _articles = (Math.Min(_articles?.Start ?? element.Start, element.Start), _layout.Length);
                Leave();
                break;
            case ElementKind.Heading:
                Leave();
                break;
            default:
                _layout.Paragraph();
                break;
        }
    }

    /// <summary>Leaves a block: what it awaited will not come any more.</summary>
    private void Leave(bool isInner = false)
    {
        _layout.Release();
        if (isInner)
        {
            _layout.Line();
        }
        else
        {
            _layout.Paragraph();
        }
    }

    private string LinkOf(HtmlTagToken tag) => _includeLinks ? _links.Resolve(tag.GetAttribute("href")) : "";

    private static bool IsLeftOut(HtmlTagToken tag) =>
        tag.Attributes.Exists(attribute => attribute.Name == "hidden") || tag.GetAttribute("role") is "navigation" or "search" or "dialog";

    private static ElementKind RoleOf(HtmlTagToken tag, ElementKind kind) =>
        kind == ElementKind.Container && tag.GetAttribute("role") == "main" ? ElementKind.Main : kind;

    private static HtmlParseMode? ModeOf(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => null,
    };
}
