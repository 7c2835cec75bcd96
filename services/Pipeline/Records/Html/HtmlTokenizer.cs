using System.Buffers;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>
/// Goes through a page from one tag to the next, once: whatever the page is, it takes time in proportion to its length, and no memory.
/// Comments, declarations and what is between the tags of a script or a style are passed over.
/// </summary>
internal ref struct HtmlTokenizer(ReadOnlySpan<char> page)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeNameEnds = SearchValues.Create(" \t\r\n\f=/");
    private static readonly SearchValues<char> AttributeEnds = SearchValues.Create(">\"'");

    private ReadOnlySpan<char> _rest = page;

    /// <summary>The text, or the tag's name as it is written.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>What the tag says after its name.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }

    public HtmlTokenKind Read()
    {
        while (!_rest.IsEmpty)
        {
            var open = _rest.IndexOf('<');
            if (open != 0)
            {
                Value = open < 0 ? _rest : _rest[..open];
                _rest = _rest[Value.Length..];
                return HtmlTokenKind.Text;
            }

            if (_rest.Length == 1)
            {
                break;
            }

            var next = _rest[1];
            if (char.IsAsciiLetter(next))
            {
                ReadTag(1);
                return HtmlTokenKind.Start;
            }

            if (next == '/' && _rest.Length > 2 && char.IsAsciiLetter(_rest[2]))
            {
                ReadTag(2);
                return HtmlTokenKind.Close;
            }

            if (next is not ('!' or '?' or '/'))
            {
                Value = _rest[..1];
                _rest = _rest[1..];
                return HtmlTokenKind.Text;
            }

            SkipPast(_rest.StartsWith("<!--") ? "-->" : ">");
        }

        return HtmlTokenKind.End;
    }

    /// <summary>What stands up to the end tag of an element that has text alone; the rest of the page where there is no end tag.</summary>
    public ReadOnlySpan<char> ReadRaw(ReadOnlySpan<char> name)
    {
        var from = _rest;
        for (var at = 0; ;)
        {
            var end = from[at..].IndexOf("</");
            if (end < 0)
            {
                _rest = default;
                return from;
            }

            at += end;
            if (from[(at + 2)..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                _rest = from[at..];
                return from[..at];
            }

            at += 2;
        }
    }

    /// <summary>The value of an attribute of the tag, as it is written; nothing where it has none.</summary>
    public readonly ReadOnlySpan<char> Attribute(ReadOnlySpan<char> name)
    {
        var rest = Attributes;
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n\f/");
            if (rest.IsEmpty)
            {
                return default;
            }

            var end = rest[1..].IndexOfAny(AttributeNameEnds) + 1;
            var found = end == 0 ? rest : rest[..end];
            rest = rest[found.Length..].TrimStart();
            var value = default(ReadOnlySpan<char>);
            if (rest.StartsWith("="))
            {
                rest = rest[1..].TrimStart();
                var quote = rest.IsEmpty ? default : rest[0];
                var quoted = quote is '"' or '\'';
                rest = quoted ? rest[1..] : rest;
                var length = quoted ? rest.IndexOf(quote) : rest.IndexOfAny(" \t\r\n\f");
                value = length < 0 ? rest : rest[..length];
                rest = rest[(length < 0 ? rest.Length : quoted ? length + 1 : length)..];
            }

            if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
    }

    private void ReadTag(int from)
    {
        var end = _rest[from..].IndexOfAny(NameEnds);
        Value = end < 0 ? _rest[from..] : _rest.Slice(from, end);
        _rest = _rest[(from + Value.Length)..];
        var at = 0;
        while (_rest[at..].IndexOfAny(AttributeEnds) is >= 0 and var next)
        {
            at += next;
            if (_rest[at] == '>')
            {
                Attributes = _rest[..at];
                _rest = _rest[(at + 1)..];
                return;
            }

            // A quote that does not begin a value is a letter like any other.
            var value = _rest[..at].TrimEnd().EndsWith("=") ? _rest[(at + 1)..].IndexOf(_rest[at]) : -1;
            at += value < 0 ? 1 : value + 2;
        }

        Attributes = _rest;
        _rest = default;
    }

    private void SkipPast(ReadOnlySpan<char> end)
    {
        var at = _rest.IndexOf(end);
        _rest = at < 0 ? default : _rest[(at + end.Length)..];
    }
}
