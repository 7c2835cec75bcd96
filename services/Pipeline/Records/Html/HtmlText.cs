using System.Buffers;
using System.Text;
using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>Gathers the text of a page's blocks: references resolved, and white space folded as a browser shows it.</summary>
internal sealed class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&\t\n\r\f");

    private readonly StringBuilder _text = new();
    private int _start;
    private int _linkLength;

    /// <summary>All that was gathered.</summary>
    public string All => _text.ToString();

    /// <summary>Adds text to the block.</summary>
    /// <param name="text">As the page has it.</param>
    /// <param name="link">Whether it is a link.</param>
    /// <param name="verbatim">Whether its spaces and line ends are kept.</param>
    public void Add(ReadOnlySpan<char> text, bool link, bool verbatim)
    {
        var before = _text.Length;
        while (!text.IsEmpty)
        {
            var next = text.IndexOfAny(Special);
            AddRun(next < 0 ? text : text[..next], verbatim);
            if (next < 0)
            {
                break;
            }

            text = text[next..];
            if (text[0] == '&')
            {
                var reference = HtmlEntities.Read(text);
                if (reference is { Rune.Value: 0xA0 })
                {
                    Space(' ', verbatim);
                }
                else
                {
                    _text.Append(reference is { } known ? known.Rune.ToString() : "&");
                }

                text = text[(reference?.Length ?? 1)..];
            }
            else
            {
                if (text[0] != '\r' || !verbatim)
                {
                    Space(text[0] == '\r' ? ' ' : text[0], verbatim);
                }

                text = text[1..];
            }
        }

        _linkLength += link ? _text.Length - before : 0;
    }

    /// <summary>Ends a line within the block.</summary>
    public void BreakLine()
    {
        if (_text.Length > _start)
        {
            TrimEnd(' ');
            _text.Append('\n');
        }
    }

    /// <summary>Ends a cell within the block.</summary>
    public void EndCell()
    {
        if (_text.Length > _start)
        {
            TrimEnd(' ');
            _text.Append(" | ");
        }
    }

    /// <summary>Ends the block; null where it has no text.</summary>
    public HtmlBlock? EndBlock(HtmlBlockKind kind, byte heading, HtmlPlace place)
    {
        while (_text.Length > _start && (char.IsWhiteSpace(_text[^1]) || (kind == HtmlBlockKind.Row && _text[^1] == '|')))
        {
            _text.Length--;
        }

        var block = new HtmlBlock(_start, _text.Length - _start, _linkLength, kind, heading, place);
        (_start, _linkLength) = (_text.Length, 0);
        return block.Length > 0 ? block : null;
    }

    private void AddRun(ReadOnlySpan<char> run, bool verbatim)
    {
        if (verbatim || run.IsEmpty)
        {
            _text.Append(run);
            return;
        }

        if (run[0] == ' ')
        {
            Space(' ', verbatim: false);
            run = run.TrimStart(' ');
        }

        while (run.IndexOf("  ") is >= 0 and var twice)
        {
            _text.Append(run[..(twice + 1)]);
            run = run[twice..].TrimStart(' ');
        }

        _text.Append(run);
    }

    private void Space(char space, bool verbatim)
    {
        if (verbatim)
        {
            _text.Append(space);
        }
        else if (_text.Length > _start && _text[^1] is not (' ' or '\n'))
        {
            _text.Append(' ');
        }
    }

    private void TrimEnd(char character)
    {
        while (_text.Length > _start && _text[^1] == character)
        {
            _text.Length--;
        }
    }
}
