using Text2Llm.LanguageModel.Corpus;

namespace Text2Llm.LanguageModel.Training;

/// <summary>The texts to train with, and those held back of the same sources, by which probabilities are made to fit.</summary>
/// <param name="Classes">The classes: languages, and two kinds of text that have none.</param>
/// <param name="Training">Nineteen of twenty lines.</param>
/// <param name="HeldOut">The others.</param>
internal sealed record TrainingTexts(IReadOnlyList<string> Classes, IReadOnlyList<LanguageText> Training, IReadOnlyList<LanguageText> HeldOut)
{
    private const int HeldOutOf = 20;

    // A language with less is left out.
    private const int FewestCharacters = 80_000;

    /// <summary>Reads the texts that fetch.sh unpacked into a folder.</summary>
    public static TrainingTexts Read(string folder)
    {
        var texts = new CorpusReader(folder).Read().Append(Noise.Make()).ToList();
        var classes = texts
            .GroupBy(text => text.Language)
            .Where(group => group.Sum(Characters) >= FewestCharacters)
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new TrainingTexts(
            classes,
            [.. texts.Select(text => text with { Lines = [.. text.Lines.Where((_, i) => i % HeldOutOf != 0)] })],
            [.. texts.Select(text => text with { Lines = [.. text.Lines.Where((_, i) => i % HeldOutOf == 0)] })]);
    }

    /// <summary>Prints how much there is of each class, by source, in thousands of characters.</summary>
    public void PrintSizes()
    {
        foreach (var group in Training.GroupBy(text => text.Language))
        {
            var sources = string.Join(", ", group.Select(text => $"{text.Source} {Characters(text) / 1000}"));
            Console.WriteLine($"{group.Key}: {group.Sum(Characters) / 1000} ({sources}){(Classes.Contains(group.Key) ? "" : " left out")}");
        }
    }

    private static long Characters(LanguageText text) => text.Lines.Sum(line => (long)line.Length);
}
