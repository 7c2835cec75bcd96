using System.Globalization;
using Text2Llm.LanguageModel.Corpus;
using Text2Llm.Pipeline.Languages;
using Model = Text2Llm.Pipeline.Languages.LanguageModel;

namespace Text2Llm.LanguageModel.Measuring;

/// <summary>Prints how often the model is right on the declaration of human rights, as the table of its README.</summary>
internal static class Accuracy
{
    private static readonly int[] Lengths = [25, 50, 100, 300];

    public static void Print(Model model, string folder)
    {
        var identifier = new LanguageIdentifier(model);
        var known = model.Languages.Concat(Letters.ScriptLanguages).ToHashSet();
        var texts = Declarations.Read(folder).Where(text => known.Contains(text.Language)).ToLookup(text => text.Language, text => text.Paragraphs);
        var reliability = new Reliability();
        var sums = new double[Lengths.Length];
        Console.WriteLine($"| | {string.Join(" | ", Lengths)} | taken for |");
        foreach (var language in texts)
        {
            var mistakes = new Dictionary<string, int>();
            var cells = new string[Lengths.Length];
            for (var i = 0; i < Lengths.Length; i++)
            {
                var share = Share(identifier, language.Key, language.SelectMany(paragraphs => Pieces(paragraphs, Lengths[i])), mistakes, reliability);
                sums[i] += share;
                cells[i] = Percent(share);
            }

            var others = mistakes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(3);
            Console.WriteLine($"| {language.Key} | {string.Join(" | ", cells)} | {string.Join(", ", others.Select(pair => $"{pair.Key} {pair.Value}"))} |");
        }

        Console.WriteLine($"| all {texts.Count} | {string.Join(" | ", sums.Select(sum => Percent(sum / texts.Count)))} | |");
        reliability.Print();
        PrintUnknown(identifier, folder);
    }

    // What the model makes of languages that it does not know: taken for one it knows, and surely so.
    private static void PrintUnknown(LanguageIdentifier identifier, string folder)
    {
        foreach (var (name, paragraphs) in Declarations.ReadUnknown(folder))
        {
            var guesses = Pieces(paragraphs, Lengths[^1]).Select(piece => identifier.Identify(piece)).ToList();
            var sure = guesses.Where(guess => guess.Confidence >= LanguageGuess.Sure).GroupBy(guess => guess.Code).OrderByDescending(group => group.Count());
            Console.WriteLine($"{name}: of {guesses.Count} sure {string.Join(", ", sure.Select(group => $"{group.Key} {group.Count()}"))}");
        }
    }

    private static double Share(
        LanguageIdentifier identifier, string language, IEnumerable<string> pieces, Dictionary<string, int> mistakes, Reliability reliability)
    {
        var (right, all) = (0, 0);
        foreach (var piece in pieces)
        {
            var guess = identifier.Identify(piece);
            all++;
            reliability.Add(guess.Confidence, guess.Code == language);
            if (guess.Code == language)
            {
                right++;
            }
            else
            {
                mistakes[guess.Code] = mistakes.GetValueOrDefault(guess.Code) + 1;
            }
        }

        return (double)right / all;
    }

    // Pieces of a text, about so long, from word to word where there are words.
    private static IEnumerable<string> Pieces(IReadOnlyList<string> paragraphs, int length)
    {
        var text = string.Join(' ', paragraphs);
        for (var start = 0; start + length <= text.Length;)
        {
            var end = text.IndexOf(' ', start + length);
            end = end < 0 || end > start + length + 30 ? start + length : end;
            yield return text[start..end];
            start = end;
        }
    }

    private static string Percent(double share) => (100 * share).ToString("f1", CultureInfo.InvariantCulture);
}
