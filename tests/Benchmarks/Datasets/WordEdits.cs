using System.Text;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>Makes near duplicates by changing words.</summary>
internal static class WordEdits
{
    /// <summary>A text in which words are left out, doubled or replaced, so that about such a Jaccard similarity of five-word shingles is left.</summary>
    public static string Edit(string text, double similarity, Random random)
    {
        // Of two sets of equal size whose similarity is J, each has the share 2J / (1 + J) in common; a shingle stays if its five words do.
        var change = 1 - Math.Pow(2 * similarity / (1 + similarity), 1.0 / ShingleJaccard.Words);
        var (edited, at) = (new StringBuilder(text.Length + 100), 0);
        foreach (var word in ShingleJaccard.WordsOf(text))
        {
            edited.Append(text.AsSpan(at, word.Start.Value - at));
            at = word.End.Value;
            var kept = text.AsSpan()[word];
            switch (random.NextDouble() < change ? random.Next(3) : -1)
            {
                case 0:
                    break;
                case 1:
                    edited.Append(kept).Append(' ').Append(kept);
                    break;
                case 2:
                    edited.Append(Other(random));
                    break;
                default:
                    edited.Append(kept);
                    break;
            }
        }

        return edited.Append(text.AsSpan(at)).ToString();
    }

    private static string Other(Random random) =>
        string.Create(3 + random.Next(6), random, static (word, random) =>
        {
            foreach (ref var letter in word)
            {
                letter = (char)('a' + random.Next(26));
            }
        });
}
