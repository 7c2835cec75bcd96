using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// Gopher's quality filter: <see cref="GopherQualitySpec"/> has its rules. Words are those of <see cref="WordScanner"/>, lines those of
/// <see cref="LineEnumerator"/>; of texts with more words than the scanner keeps, shares of words are those of the ones that are kept.
/// </summary>
internal sealed class GopherQualityFilter(GopherQualitySpec spec, TextAnalysis analysis) : ContentFilter("gopherQuality", analysis)
{
    /// <inheritdoc/>
    protected override Drop? Judge(TextAnalysis text)
    {
        var words = text.Words.Count;
        if (words < spec.MinWords || words > spec.MaxWords)
        {
            return By("words", $"{words} words; {spec.MinWords} to {spec.MaxWords} may stay");
        }

        var mean = Share(text.Words.Characters, words);
        if (mean < spec.MinMeanWordLength || mean > spec.MaxMeanWordLength)
        {
            return By("meanWordLength", $"mean word length {mean:0.##}; {spec.MinMeanWordLength} to {spec.MaxMeanWordLength} may stay");
        }

        return JudgeSymbols(text.Text, words) ?? JudgeLines(text.Text) ?? JudgeWords(text);
    }

    private Drop? JudgeSymbols(string text, int words)
    {
        var hashes = Share(text.AsSpan().Count('#'), words);
        if (hashes > spec.MaxSymbolRatio)
        {
            return By("hashes", $"{hashes:0.###} number signs for each word; at most {spec.MaxSymbolRatio} may stay");
        }

        var ellipses = Share(text.AsSpan().Count("...") + text.AsSpan().Count('\u2026'), words);
        return ellipses > spec.MaxSymbolRatio
            ? By("ellipses", $"{ellipses:0.###} ellipses for each word; at most {spec.MaxSymbolRatio} may stay")
            : null;
    }

    private Drop? JudgeLines(string text)
    {
        var (lines, bullets, ellipses) = (0, 0, 0);
        foreach (var span in new LineEnumerator(text))
        {
            var line = span.Of(text);
            lines++;
            bullets += Punctuation.BeginsItem(line) ? 1 : 0;
            ellipses += Punctuation.EndsInEllipsis(line) ? 1 : 0;
        }

        if (Share(bullets, lines) > spec.MaxBulletLines)
        {
            return By("bulletLines", $"{bullets} of {lines} lines begin with a bullet; a share of {spec.MaxBulletLines} may");
        }

        return Share(ellipses, lines) > spec.MaxEllipsisLines
            ? By("ellipsisLines", $"{ellipses} of {lines} lines end in an ellipsis; a share of {spec.MaxEllipsisLines} may")
            : null;
    }

    private Drop? JudgeWords(TextAnalysis text)
    {
        var words = text.Words.Words;
        var content = text.Text.AsSpan();
        var alphabetic = 0;
        var stops = 0u;
        var enough = spec.MinStopWords; // how many are still to be found
        foreach (var span in words)
        {
            var word = content.Slice(span.Start, span.Length);
            alphabetic += char.IsAsciiLetter(word[0]) || CharacterKinds.HasLetter(word) ? 1 : 0;
            if (enough > 0 && StopWords.Bit(word) is > 0 and var bit && (stops & bit) == 0)
            {
                stops |= bit;
                enough--;
            }
        }

        if (Share(alphabetic, words.Length) < spec.MinAlphabeticWords)
        {
            return By("alphabeticWords", $"{alphabetic} of {words.Length} words have a letter; a share of {spec.MinAlphabeticWords} must");
        }

        return enough > 0
            ? By("stopWords", $"{spec.MinStopWords - enough} of the stop words are there; {spec.MinStopWords} must be")
            : null;
    }
}
