using Text2Llm.LanguageModel.Corpus;

namespace Text2Llm.LanguageModel.Training;

/// <summary>Lines that are no language: base64, hexadecimal, tables of numbers with short names.</summary>
internal static class Noise
{
    private const int Lines = 20_000;
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static LanguageText Make()
    {
        var dice = new Dice(3);
        var lines = new List<string>(Lines);
        for (var i = 0; i < Lines; i++)
        {
            lines.Add((i % 3) switch
            {
                0 => Row(dice, Base64, 64, words: 1),
                1 => Row(dice, "0123456789abcdef", 8, words: 8),
                _ => Row(dice, "ABCXYZ0123456789.,-", 5, words: 10),
            });
        }

        return new LanguageText(Locales.Code, "noise", lines);
    }

    private static string Row(Dice dice, string letters, int length, int words) => string.Join(
        ' ', Enumerable.Range(0, words).Select(_ => string.Concat(Enumerable.Range(0, length).Select(_ => letters[dice.Next(letters.Length)]))));
}
