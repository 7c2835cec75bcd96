using CsCheck;
using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Tests.Text;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Tests.Filters;

public sealed class GopherRepetitionTests
{
    // A threshold of 1 is passed by nothing but by runs that overlap.
    private static readonly GopherRepetitionSpec Off = new()
    {
        MaxDuplicateLines = 1,
        MaxDuplicateParagraphs = 1,
        MaxDuplicateLineCharacters = 1,
        MaxDuplicateParagraphCharacters = 1,
        MaxTop2Gram = 1,
        MaxTop3Gram = 1,
        MaxTop4Gram = 1,
        MaxDuplicate5Grams = 1,
        MaxDuplicate6Grams = 1,
        MaxDuplicate7Grams = 1,
        MaxDuplicate8Grams = 1,
        MaxDuplicate9Grams = 1,
        MaxDuplicate10Grams = 1,
    };

    private static readonly Gen<string> Texts = Gen.Int[1, 12].SelectMany(
        kinds => Gen.Int[0, kinds].Select(number => number == 0 ? "the" : new string((char)('a' + number), number)).List[0, 200])
        .Select(words => string.Join(' ', words));

    [Fact]
    public void Apply_Prose_Stays() => FilterTest.Reason(new FilterSpec { GopherRepetition = new GopherRepetitionSpec() }, FilterTest.Prose).ShouldBeNull();

    [Theory]
    [InlineData("Good morning!")]
    [InlineData("Yes")]
    [InlineData("")]
    public void Apply_ShortTextThatRepeatsNothing_Stays(string text) =>
        FilterTest.Reason(new FilterSpec { GopherRepetition = new GopherRepetitionSpec() }, text).ShouldBeNull();

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "gopherRepetition.duplicateLines")]
    public void Apply_DuplicateLines_AtTheThreshold(int again, string? reason) =>
        Check(Off with { MaxDuplicateLines = 0.3 }, Distinct(10 - again, again, "\n"), reason);

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "gopherRepetition.duplicateParagraphs")]
    public void Apply_DuplicateParagraphs_AtTheThreshold(int again, string? reason) =>
        Check(Off with { MaxDuplicateParagraphs = 0.3 }, Distinct(10 - again, again, "\n\n"), reason);

    [Theory]
    [InlineData(20, null)] // 20 of 100 characters
    [InlineData(21, "gopherRepetition.duplicateLineCharacters")]
    public void Apply_DuplicateLineCharacters_AtTheThreshold(int length, string? reason)
    {
        var line = new string('x', length);
        Check(Off with { MaxDuplicateLineCharacters = 0.2 }, $"{line}\n{line}\n{new string('y', 100 - 2 - (2 * length))}", reason);
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "gopherRepetition.duplicateParagraphCharacters")]
    public void Apply_DuplicateParagraphCharacters_AtTheThreshold(int length, string? reason)
    {
        var paragraph = new string('x', length - 2) + "\nx";
        Check(
            Off with { MaxDuplicateParagraphCharacters = 0.2 }, $"{paragraph}\n\n{paragraph}\n\n{new string('y', 100 - 4 - (2 * length))}", reason);
    }

    [Theory]
    [InlineData(2, 0.20, 20, "gopherRepetition.top2Gram")]
    [InlineData(3, 0.18, 18, "gopherRepetition.top3Gram")]
    [InlineData(4, 0.16, 16, "gopherRepetition.top4Gram")]
    public void Apply_TopRun_AtTheThreshold(int n, double most, int characters, string reason)
    {
        var spec = n switch
        {
            2 => Off with { MaxTop2Gram = most },
            3 => Off with { MaxTop3Gram = most },
            _ => Off with { MaxTop4Gram = most },
        };
        Check(spec, TwoRuns(n, characters / 2, 100), null);
        Check(spec, TwoRuns(n, characters / 2, 99), reason);
    }

    [Theory]
    [InlineData(5, 0.15)]
    [InlineData(6, 0.14)]
    [InlineData(7, 0.13)]
    [InlineData(8, 0.12)]
    [InlineData(9, 0.11)]
    [InlineData(10, 0.10)]
    public void Apply_DuplicateRuns_AtTheThreshold(int n, double most)
    {
        var spec = n switch
        {
            5 => Off with { MaxDuplicate5Grams = most },
            6 => Off with { MaxDuplicate6Grams = most },
            7 => Off with { MaxDuplicate7Grams = most },
            8 => Off with { MaxDuplicate8Grams = most },
            9 => Off with { MaxDuplicate9Grams = most },
            _ => Off with { MaxDuplicate10Grams = most },
        };
        var characters = (int)Math.Round(most * 200);
        Check(spec, TwoRuns(n, characters, 200), null);
        Check(spec, TwoRuns(n, characters, 199), $"gopherRepetition.duplicate{n}Grams");
    }

    [Fact]
    public void Runs_AnyText_AreThoseOfThePlainImplementation() => Texts.Sample(AgreesWithReference, iter: 3_000);

    [Fact]
    public void Runs_RealText_AreThoseOfThePlainImplementation()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Text2Llm.Pipeline.xml"));
        text.Length.ShouldBeGreaterThan(20_000);
        text = string.Join(' ', WordScannerTests.Reference(text[..20_000]));
        AgreesWithReference(text).ShouldBeTrue();
    }

    [Fact]
    public void Runs_NewText_ForgetTheFirst()
    {
        var repeats = new NgramRepeats();
        var first = new TextAnalysis().Of("a b a b a b");
        repeats.Begin(first.WordHashes);
        repeats.TopCharacters(first.Words.Words).ShouldBe(9);
        var second = new TextAnalysis().Of("a b c");
        repeats.Begin(second.WordHashes);
        repeats.TopCharacters(second.Words.Words).ShouldBe(0);
    }

    private static void Check(GopherRepetitionSpec spec, string text, string? reason) =>
        FilterTest.Reason(new FilterSpec { GopherRepetition = spec }, text).ShouldBe(reason);

    // Parts that are all different, and then the first of them again and again.
    private static string Distinct(int count, int again, string between) => string.Join(
        between, Enumerable.Range(0, count).Select(number => $"part {number}").Concat(Enumerable.Repeat("part 0", again)));

    // A text of so many characters in which a run of n words and so many characters stands twice, and nothing else does.
    private static string TwoRuns(int n, int characters, int length)
    {
        var letters = Enumerable.Range(0, n).Select(word => ((char)('a' + word)).ToString()).ToArray();
        letters[0] = new string('a', characters - ((2 * n) - 2));
        var run = string.Join(' ', letters);
        run.Length.ShouldBe(characters);
        return $"{run} {new string('x', length - (2 * characters) - 2)} {run}";
    }

    private static bool AgreesWithReference(string text)
    {
        var analysis = new TextAnalysis().Of(text);
        var repeats = new NgramRepeats();
        repeats.Begin(analysis.WordHashes);
        string[] words = WordScannerTests.Reference(text);
        for (var n = 2; n <= 10; n++, repeats.Lengthen(analysis.WordHashes))
        {
            if (repeats.TopCharacters(analysis.Words.Words) != Top(words, n) || repeats.DuplicateCharacters(analysis.Words.Words) != Duplicate(words, n))
            {
                return false;
            }
        }

        return true;
    }

    private static int Top(string[] words, int n) => Enumerable.Range(0, Math.Max(0, words.Length - n + 1))
        .Select(at => string.Join(' ', words[at..(at + n)]))
        .GroupBy(run => run, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count()) // It keeps the order of equals.
        .Where(group => group.Count() > 1)
        .Select(group => group.Count() * group.Key.Length)
        .FirstOrDefault();

    private static int Duplicate(string[] words, int n)
    {
        var (met, characters) = (new HashSet<string>(StringComparer.Ordinal), 0);
        for (var at = 0; at + n <= words.Length;)
        {
            var run = string.Join(' ', words[at..(at + n)]);
            var again = !met.Add(run);
            characters += again ? run.Length : 0;
            at += again ? n : 1;
        }

        return characters;
    }
}
