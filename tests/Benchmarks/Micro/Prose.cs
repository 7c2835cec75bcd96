using System.Text;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Prose for the benchmarks of texts: words by Zipf's law, in sentences, lines and paragraphs; the same in every run.</summary>
internal static class Prose
{
    private const string Common = "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one";

    /// <summary>A text of at least so many characters, all ASCII.</summary>
    public static string Of(int characters, int seed = 1)
    {
        var random = new Random(seed);
        string[] words = [.. Common.Split(' '), .. Enumerable.Range(0, 5_000).Select(_ => Word(random))];
        var text = new StringBuilder(characters + 1_000);
        for (var sentence = 1; text.Length < characters; sentence++)
        {
            for (var left = 5 + random.Next(20); left > 0; left--)
            {
                text.Append(words[(int)Math.Pow(words.Length, random.NextDouble()) - 1]).Append(left > 1 ? " " : ".");
            }

            text.Append(sentence % 20 == 0 ? "\n\n" : sentence % 4 == 0 ? "\n" : " ");
        }

        return text.ToString().TrimEnd();
    }

    private static string Word(Random random) =>
        string.Create(3 + random.Next(9), random, (word, source) =>
        {
            for (var i = 0; i < word.Length; i++)
            {
                word[i] = (char)('a' + source.Next(26));
            }
        });
}
