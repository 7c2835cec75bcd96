using System.Globalization;
using System.Numerics;

namespace Text2Llm.Pipeline.Tests.PersonalData;

/// <summary>Numbers of cards, accounts and people, and numbers of nothing, drawn from a fixed seed.</summary>
internal static class NumberSamples
{
    private const int Each = 120;

    private static readonly string[] Contexts =
        ["Please note {0} for later.", "{0}", "value: {0}, next", "\"{0}\"", "({0})", "line\n{0}\nline", "see {0}.", "a | {0} | b"];

    // The beginning, the length, and how the digits are grouped in print.
    private static readonly (string Prefix, int Length, int[] Groups)[] Issuers =
    [
        ("4", 16, [4, 4, 4, 4]), ("51", 16, [4, 4, 4, 4]), ("2221", 16, [4, 4, 4, 4]), ("34", 15, [4, 6, 5]), ("6011", 16, [4, 4, 4, 4]),
        ("3530", 16, [4, 4, 4, 4]), ("62", 16, [4, 4, 4, 4]),
    ];

    private static readonly (string Country, int Length)[] Countries =
        [("DE", 22), ("GB", 22), ("FR", 27), ("NL", 18), ("ES", 24), ("PL", 28), ("CH", 21), ("NO", 15), ("MT", 31)];

    public static IEnumerable<LabelledText> All
    {
        get
        {
            var random = new Random(4711);
            string Digits(int count) => new(random.GetItems<char>("0123456789", count));
            LabelledText In(string text) => LabelledText.Parse(string.Format(null, Contexts[random.Next(Contexts.Length)], text));
            for (var i = 0; i < Each; i++)
            {
                var (prefix, length, groups) = Issuers[i % Issuers.Length];
                var card = WithCheckDigit(prefix + Digits(length - prefix.Length - 1));
                yield return In($"«card:{(i % 2 == 0 ? card : Grouped(card, groups, i % 4 == 1 ? ' ' : '-'))}»");
                var (country, size) = Countries[i % Countries.Length];
                var account = Account(country, Digits(size - 4));
                yield return In($"«iban:{(i % 2 == 0 ? account : Grouped(account, [4, 4, 4, 4, 4, 4, 4, 4], ' '))}»");
                yield return In($"«ssn:{random.Next(1, 666):000}-{random.Next(1, 100):00}-{random.Next(1, 10_000):0000}»");

                // Of nothing: whatever begins and is as long as a card is one in ten times by chance.
                yield return In(Digits(7 + (i % 14)));
                yield return In($"{Digits(4)} {Digits(4)} {Digits(4)}");
                yield return In($"{Digits(3)}-{Digits(2)}-{Digits(5)}");
                yield return In($"{Countries[i % Countries.Length].Country}{Digits(20)}");
            }
        }
    }

    private static string WithCheckDigit(string digits)
    {
        var sum = digits.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 2 : 1)).Sum(value => (value / 10) + (value % 10));
        return digits + ((10 - (sum % 10)) % 10);
    }

    private static string Account(string country, string number)
    {
        var letters = string.Concat(country.Select(letter => letter - 'A' + 10));
        return $"{country}{98 - (int)(BigInteger.Parse($"{number}{letters}00", CultureInfo.InvariantCulture) % 97):00}{number}";
    }

    private static string Grouped(string text, int[] groups, char separator)
    {
        var parts = new List<string>();
        foreach (var length in groups)
        {
            parts.Add(text[..Math.Min(length, text.Length)]);
            text = text[parts[^1].Length..];
        }

        return string.Join(separator, parts.Where(part => part.Length > 0));
    }
}
