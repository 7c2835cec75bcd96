using Text2Llm.LanguageModel.Corpus;
using Text2Llm.Pipeline.Languages;

namespace Text2Llm.LanguageModel.Training;

/// <summary>Draws samples: each class as often, each of its sources by the square root of its size, of every length up to a window's.</summary>
internal sealed class Sampler
{
    private const int ShortestSample = 12;

    private readonly Dice _dice;
    private readonly (string Text, double Share)[][] _sources;

    /// <param name="texts">The texts.</param>
    /// <param name="classes">The classes, in the model's order.</param>
    /// <param name="seed">Another seed draws other samples.</param>
    public Sampler(IReadOnlyList<LanguageText> texts, IReadOnlyList<string> classes, ulong seed)
    {
        _dice = new Dice(seed);
        _sources = [.. classes.Select(name => Sources(texts.Where(text => text.Language == name && text.Lines.Count > 0)))];
    }

    /// <summary>A sample and its class.</summary>
    public (int Class, string Text) Next()
    {
        var drawn = _dice.Next(_sources.Length);
        var text = Source(_sources[drawn]);
        var longest = Math.Min(LanguageIdentifier.WindowLength, text.Length - 1);
        var length = (int)(ShortestSample * Math.Pow((double)longest / ShortestSample, _dice.NextDouble()));
        var start = text.IndexOfAny([' ', '\n'], _dice.Next(text.Length - length)) + 1;
        return (drawn, text.Substring(start, Math.Min(length, text.Length - start)));
    }

    private string Source((string Text, double Share)[] sources)
    {
        var rest = _dice.NextDouble();
        foreach (var (text, share) in sources)
        {
            rest -= share;
            if (rest < 0)
            {
                return text;
            }
        }

        return sources[^1].Text;
    }

    private static (string Text, double Share)[] Sources(IEnumerable<LanguageText> texts)
    {
        var joined = texts.Select(text => string.Join('\n', text.Lines)).Where(text => text.Length > 1000).ToList();
        var sum = joined.Sum(text => Math.Sqrt(text.Length));
        return [.. joined.Select(text => (text, Math.Sqrt(text.Length) / sum))];
    }
}
