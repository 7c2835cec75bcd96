using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>FineWeb's filter: <see cref="FineWebSpec"/> has its rules. Lines are those of <see cref="LineEnumerator"/>.</summary>
internal sealed class FineWebFilter(FineWebSpec spec, TextAnalysis analysis) : ContentFilter("fineWeb", analysis)
{
    /// <inheritdoc/>
    protected override Drop? Judge(TextAnalysis text)
    {
        var content = text.Text;
        var (lines, punctuated, brief) = (0, 0, 0);
        foreach (var line in new LineEnumerator(content))
        {
            lines++;
            punctuated += Punctuation.EndsLine(line.Of(content)) ? 1 : 0;
            brief += line.Length <= spec.ShortLine ? 1 : 0;
        }

        if (Share(punctuated, lines) < spec.MinPunctuatedLines)
        {
            return By("punctuatedLines", $"{punctuated} of {lines} lines end in punctuation; a share of {spec.MinPunctuatedLines} must");
        }

        if (Share(brief, lines) > spec.MaxShortLines)
        {
            return By("shortLines", $"{brief} of {lines} lines have {spec.ShortLine} characters or fewer; a share of {spec.MaxShortLines} may");
        }

        var lineEnds = content.AsSpan().Count('\n');
        var duplicate = Share(text.Lines.DuplicateCharacters, content.Length - lineEnds);
        if (duplicate > spec.MaxDuplicateLineCharacters)
        {
            return By("duplicateLineCharacters", $"a share of {duplicate:0.####}; at most {spec.MaxDuplicateLineCharacters} may stay");
        }

        var each = Share(lineEnds, text.Words.Count);
        return each > spec.MaxNewLinesPerWord
            ? By("newLines", $"{each:0.###} line ends for each word; at most {spec.MaxNewLinesPerWord} may stay")
            : null;
    }
}
