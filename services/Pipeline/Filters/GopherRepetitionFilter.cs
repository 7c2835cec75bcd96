using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// Gopher's repetition filter: <see cref="GopherRepetitionSpec"/> has its rules. Shares of characters are shares of the text's length, in
/// UTF-16 code units. A run of words that occurs once repeats nothing, however short the text is. Of texts with more words than
/// <see cref="WordScanner.MostKept"/>, the runs are those of the part that those words cover.
/// </summary>
internal sealed class GopherRepetitionFilter(GopherRepetitionSpec spec, TextAnalysis analysis) : ContentFilter("gopherRepetition", analysis)
{
    private static readonly string[] TopRules = ["", "", "top2Gram", "top3Gram", "top4Gram"];
    private static readonly string[] DuplicateRules =
        ["", "", "", "", "", "duplicate5Grams", "duplicate6Grams", "duplicate7Grams", "duplicate8Grams", "duplicate9Grams", "duplicate10Grams"];

    private readonly double[] _most =
    [
        1, 1, spec.MaxTop2Gram, spec.MaxTop3Gram, spec.MaxTop4Gram, spec.MaxDuplicate5Grams, spec.MaxDuplicate6Grams,
        spec.MaxDuplicate7Grams, spec.MaxDuplicate8Grams, spec.MaxDuplicate9Grams, spec.MaxDuplicate10Grams,
    ];

    private readonly NgramRepeats _repeats = new();

    /// <inheritdoc/>
    protected override Drop? Judge(TextAnalysis text) => JudgeParts(text) ?? JudgeRuns(text);

    private Drop? JudgeParts(TextAnalysis text)
    {
        var (paragraphs, lines, length) = (text.Paragraphs, text.Lines, text.Text.Length);
        return Judge("duplicateParagraphs", Share(paragraphs.Duplicates, paragraphs.Count), spec.MaxDuplicateParagraphs)
            ?? Judge("duplicateParagraphCharacters", Share(paragraphs.DuplicateCharacters, length), spec.MaxDuplicateParagraphCharacters)
            ?? Judge("duplicateLines", Share(lines.Duplicates, lines.Count), spec.MaxDuplicateLines)
            ?? Judge("duplicateLineCharacters", Share(lines.DuplicateCharacters, length), spec.MaxDuplicateLineCharacters);
    }

    private Drop? JudgeRuns(TextAnalysis text)
    {
        var words = text.Words.Words;
        var length = text.Words.Count > words.Length ? words[^1].End : text.Text.Length;
        for (_repeats.Begin(text.WordHashes); !_repeats.AreNone && _repeats.N < DuplicateRules.Length; _repeats.Lengthen(text.WordHashes))
        {
            var n = _repeats.N;
            var drop = n < TopRules.Length
                ? Judge(TopRules[n], Share(_repeats.TopCharacters(words), length), _most[n])
                : Judge(DuplicateRules[n], Share(_repeats.DuplicateCharacters(words), length), _most[n]);
            if (drop is not null)
            {
                return drop;
            }
        }

        return null;
    }

    private Drop? Judge(string rule, double share, double most) =>
        share > most ? By(rule, $"a share of {share:0.###}; at most {most} may stay") : null;
}
