using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>Drops records that are too short or too long. Characters are Unicode's: a surrogate pair is one.</summary>
/// <param name="spec">How long a record may be.</param>
/// <param name="analysis">What the filters of one thread share.</param>
/// <param name="countTokens">Counts tokens; null when the spec asks for none.</param>
internal sealed class LengthFilter(LengthSpec spec, TextAnalysis analysis, Func<string, int>? countTokens = null)
    : ContentFilter("length", analysis)
{
    /// <inheritdoc/>
    protected override Drop? Judge(TextAnalysis text)
    {
        var content = text.Text;
        var drop = Judge("characters", spec is { MinCharacters: null, MaxCharacters: null } ? 0 : Characters(content), spec.MinCharacters, spec.MaxCharacters)
            ?? Judge("words", spec is { MinWords: null, MaxWords: null } ? 0 : text.Words.Count, spec.MinWords, spec.MaxWords);
        return drop is null && countTokens is not null && spec is not { MinTokens: null, MaxTokens: null }
            ? Judge("tokens", countTokens(content), spec.MinTokens, spec.MaxTokens)
            : drop;
    }

    private static int Characters(string text)
    {
        var characters = text.Length;
        var at = text.AsSpan().IndexOfAnyInRange('\uDC00', '\uDFFF');
        for (var i = Math.Max(at, 1); at >= 0 && i < text.Length; i++)
        {
            characters -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return characters;
    }

    private Drop? Judge(string unit, int count, int? min, int? max)
    {
        if (count < min)
        {
            return By(unit, $"{count} {unit}; at least {min} may stay");
        }

        return count > max ? By(unit, $"{count} {unit}; at most {max} may stay") : null;
    }
}
