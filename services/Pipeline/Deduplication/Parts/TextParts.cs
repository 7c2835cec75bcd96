using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Deduplication.Parts;

/// <summary>
/// Goes through the lines or the paragraphs of a text. All parts, one after another, are the text. A paragraph ends at a blank line, and
/// has all blank lines that follow.
/// </summary>
internal ref struct TextParts(ReadOnlySpan<char> text, DedupParts parts)
{
    private readonly bool _paragraphs = parts == DedupParts.Paragraphs;
    private ReadOnlySpan<char> _rest = text;
    private int _next;

    /// <summary>The part it has come to.</summary>
    public TextPart Current { get; private set; }

    /// <summary>What is left of a text without some of its parts; empty where nothing but white space is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">What its parts are.</param>
    /// <param name="removed">The parts to take out, in order.</param>
    public static string Without(string text, DedupParts parts, ReadOnlySpan<RemovedPart> removed)
    {
        if (removed.IsEmpty)
        {
            return text;
        }

        var left = new StringBuilder(text.Length);
        foreach (var part in new TextParts(text, parts))
        {
            if (!removed.IsEmpty && removed[0].Part == part.Number)
            {
                removed = removed[1..];
            }
            else
            {
                left.Append(part.Whole);
            }
        }

        // The ends of lines that divided what is left from what is gone.
        var trimmed = left.ToString().Trim(['\r', '\n']);
        return string.IsNullOrWhiteSpace(trimmed) ? "" : trimmed;
    }

    public readonly TextParts GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = LineLength(_rest);
        if (_paragraphs)
        {
            var blank = _rest[..length].IsWhiteSpace();
            while (length < _rest.Length)
            {
                var line = _rest.Slice(length, LineLength(_rest[length..]));
                if (blank && !line.IsWhiteSpace())
                {
                    break;
                }

                blank = line.IsWhiteSpace();
                length += line.Length;
            }
        }

        Current = new TextPart(_next++, _rest[..length]);
        _rest = _rest[length..];
        return true;
    }

    private static int LineLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text.Length : end + 1;
    }
}
