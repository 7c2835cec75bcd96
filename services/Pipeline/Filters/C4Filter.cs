using System.Buffers;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// C4's rules: <see cref="C4Spec"/> has them. Lines go from records of kind text alone, for those of other kinds are answers and questions
/// that nobody wants to have with holes in them; blank lines are no lines, and one stays between what is left of two paragraphs. The rules
/// for records look at all kinds, before lines have gone; sentences are counted after.
/// </summary>
internal sealed class C4Filter(C4Spec spec) : IRecordStep
{
    private static readonly SearchValues<string> Javascript = SearchValues.Create(["javascript"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> LoremIpsum = SearchValues.Create(["lorem ipsum"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Policies = SearchValues.Create(
        ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"],
        StringComparison.OrdinalIgnoreCase);

    private const int Head = 32;

    private readonly WordScanner _words = new();
    private long _lines;

    /// <inheritdoc/>
    public string Name => "c4";

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        var text = record.Content;
        if (spec.LoremIpsum && text.AsSpan().ContainsAny(LoremIpsum))
        {
            return new Drop("c4.loremIpsum", $"'lorem ipsum' is there");
        }

        if (spec.CurlyBracket && text.Contains('{', StringComparison.Ordinal))
        {
            return new Drop("c4.curlyBracket", $"a curly bracket is there");
        }

        if (record.Kind == RecordKind.Text)
        {
            var left = Lines(text);
            if (left.Length == 0)
            {
                return new Drop("c4.noLines", $"no line is left");
            }

            if (!ReferenceEquals(left, text))
            {
                record = record with { Parts = [record.Parts[0] with { Text = left }] };
                text = left;
            }
        }

        var sentences = Count(text, spec.MinSentences);
        return sentences < spec.MinSentences
            ? new Drop("c4.sentences", $"{sentences} sentences; {spec.MinSentences} must be there")
            : null;
    }

    /// <inheritdoc/>
    public void AddCounts(IDictionary<string, long> counts)
    {
        counts.TryGetValue("c4.lines", out var before);
        counts["c4.lines"] = before + _lines;
    }

    private static int Count(string text, int enough)
    {
        var sentences = 0;
        var lines = new LineEnumerator(text);
        while (sentences < enough && lines.MoveNext())
        {
            sentences += Sentences.Count(lines.Current.Of(text));
        }

        return sentences;
    }

    // What is left of the lines; the same object when that is all of them.
    private string Lines(string text)
    {
        var phrases = text.AsSpan().ContainsAny(Javascript) || text.AsSpan().ContainsAny(Policies);
        var left = LineSieve.Keep(text, line => !Goes(line, phrases), out var gone);
        _lines += gone;
        return left;
    }

    private bool Goes(ReadOnlySpan<char> line, bool phrases) =>
        HasTooFewOrLongWords(line)
        || (spec.TerminalPunctuation && (!Punctuation.EndsLine(line) || Punctuation.EndsInEllipsis(line)))
        || (phrases && spec.Javascript && line.ContainsAny(Javascript))
        || (phrases && spec.Policy && line.ContainsAny(Policies));

    private bool HasTooFewOrLongWords(ReadOnlySpan<char> line)
    {
        // Of most lines, the beginning is enough.
        if (line.Length <= spec.MaxWordLength && line.Length > Head)
        {
            _words.Scan(line[..Head]);
            if (_words.Count >= spec.MinWordsPerLine)
            {
                return false;
            }
        }

        _words.Scan(line);
        return _words.Count < spec.MinWordsPerLine || _words.LongestKept() > spec.MaxWordLength;
    }
}
