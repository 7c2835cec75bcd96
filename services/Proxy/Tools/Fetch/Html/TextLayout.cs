using System.Text;

namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>
/// Lays text out as it comes: runs of white space become one space, blocks stand apart, and what goes before a line (bullets, marks of
/// headings and quotes) is written only when there is something to go before. What it holds is bounded.
/// </summary>
internal sealed class TextLayout
{
    private const int MostCharacters = 2 * 1024 * 1024;
    private const int DeepestShown = 8;
    private const int LongestMark = 32;

    private readonly StringBuilder _text = new();
    private Gap _gap;

    // Until text comes, breaks are ignored: whatever block it is in, it belongs right behind its bullet or its cell's border.
    private bool _awaitsText;
    private string _mark = "";
    private string _opening = "";
    private bool _isVerbatim;
    private int _verbatimStart;

    private enum Gap
    {
        None,
        Space,
        Line,
        Paragraph,
    }

    /// <summary>Characters written so far.</summary>
    public int Length => _text.Length;

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => _text.Length >= MostCharacters;

    /// <summary>How many lists the text is in; items of inner ones stand further to the right.</summary>
    public int ListDepth { get; set; }

    /// <summary>How many quotes the text is in.</summary>
    public int QuoteDepth { get; set; }

    /// <summary>Writes text.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (_isVerbatim)
        {
            // The line break behind the tag is not part of what it begins.
            _text.Append(_text.Length == _verbatimStart && text.StartsWith('\n') ? text[1..] : text);
            return;
        }

        foreach (var character in text)
        {
            if (character is ' ' or '\n' or '\t' or '\r' or '\f')
            {
                _gap = _gap == Gap.None && !_awaitsText ? Gap.Space : _gap;
            }
            else
            {
                Flush();
                _text.Append(character);
            }
        }
    }

    /// <summary>Writes a line of its own.</summary>
    public void WriteLine(string line)
    {
        Line();
        Flush();
        _text.Append(line);
        Line();
    }

    /// <summary>From here on text is written as it is, in a block of code.</summary>
    public void BeginVerbatim()
    {
        Flush();
        _text.Append("```\n");
        (_isVerbatim, _verbatimStart) = (true, _text.Length);
    }

    /// <summary>Ends the block of code.</summary>
    public void EndVerbatim()
    {
        Widen(Gap.Line);
        _text.Append("```");
        _isVerbatim = false;
    }

    /// <summary>Begins a part of a line, with a mark right before its first word. Code stays as it is.</summary>
    public void Open(string mark)
    {
        if (!_isVerbatim)
        {
            _opening += mark;
        }
    }

    /// <summary>Ends a part of a line, with a mark right behind its last word.</summary>
    /// <param name="opened">The mark that it began with.</param>
    /// <param name="mark">The mark that it ends with.</param>
    /// <param name="start">The length of the text when it began: where that has not changed, it is forgotten.</param>
    public void Close(string opened, string mark, int start)
    {
        if (_text.Length > start)
        {
            _text.Append(_isVerbatim ? "" : mark);
        }
        else if (_opening.EndsWith(opened, StringComparison.Ordinal))
        {
            _opening = _opening[..^opened.Length];
        }
    }

    /// <summary>What comes next stands in a line of its own.</summary>
    public void Line() => Widen(Gap.Line);

    /// <summary>What comes next stands apart.</summary>
    public void Paragraph() => Widen(Gap.Paragraph);

    /// <summary>A line ends here; two in a row leave one empty.</summary>
    public void Break()
    {
        if (_isVerbatim)
        {
            _text.Append('\n');
        }
        else if (!_awaitsText)
        {
            _gap = _gap >= Gap.Line ? Gap.Paragraph : Gap.Line;
        }
    }

    /// <summary>What comes next is an item of a list; one before it that stayed empty is forgotten.</summary>
    /// <param name="bullet">What stands before it.</param>
    /// <param name="isFirst">Whether it is the list's first. Others follow closely, however their texts end.</param>
    public void Item(string bullet, bool isFirst)
    {
        Release();
        _gap = isFirst && ListDepth <= 1 && _gap == Gap.Paragraph ? Gap.Paragraph : Gap.Line;
        Mark(bullet);
    }

    /// <summary>What comes next goes behind a mark.</summary>
    public void Mark(string mark)
    {
        _mark = _mark.Length < LongestMark ? _mark + mark : _mark;
        _awaitsText = true;
    }

    /// <summary>What comes next is the first cell of a table's row.</summary>
    public void Row()
    {
        Release();
        Line();
        _awaitsText = true;
    }

    /// <summary>What comes next is a further cell of the row.</summary>
    public void Cell()
    {
        _gap = _gap >= Gap.Line && !_awaitsText ? Gap.None : _gap;
        Flush();
        _text.Append(" |");
        _gap = Gap.Space;
        _awaitsText = true;
    }

    /// <summary>A block that awaited text has ended without.</summary>
    public void Release()
    {
        _mark = "";
        _awaitsText = false;
    }

    /// <summary>The text from one place to another, without the gaps at its ends.</summary>
    public string Between(int start, int end) => _text.ToString(start, end - start).Trim();

    private void Widen(Gap gap)
    {
        if (_isVerbatim)
        {
            _text.Append(_text[^1] == '\n' ? "" : "\n");
        }
        else if (!_awaitsText && gap > _gap)
        {
            _gap = gap;
        }
    }

    private void Flush()
    {
        if (_gap >= Gap.Line || _text.Length == 0)
        {
            StartLine();
        }
        else if (_gap == Gap.Space)
        {
            _text.Append(' ');
        }

        _text.Append(_mark).Append(_opening);
        _opening = "";
        _gap = Gap.None;
        Release();
    }

    private void StartLine()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        if (_text.Length > 0 && _gap == Gap.Paragraph)
        {
            _text.Append('\n');
        }

        _text.Insert(_text.Length, "> ", Math.Min(QuoteDepth, DeepestShown));

        // A bullet of the outermost list stands at the left; what belongs to an item, below its text.
        _text.Append(' ', 2 * Math.Clamp(_mark.Length > 0 ? ListDepth - 1 : ListDepth, 0, DeepestShown));
    }
}
