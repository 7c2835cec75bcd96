using System.Globalization;
using System.Text;
using CsCheck;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class ShingleStreamTests
{
    [Theory]
    [InlineData("The quick, BROWN fox (jumps) over.", "the quick brown fox jumps over")]
    [InlineData("Café NAÏVE Ångström, e\u0301te\u0301 élan", "cafe naive angstrom ete elan")]
    [InlineData("In 1999 and 2024-01-31: 3.50 of 12 items", "in 7 and 1 2 3 4 5 of 0 items")]
    [InlineData("٣٤ items for ５６ more people", "0 items for 0 more people")]
    [InlineData("don't stop, go\u2014on “please” now…", "don t stop go on please now")]
    [InlineData("soft\u00adhyphen zero\u200dwidth one two three", "softhyphen zerowidth one two three")]
    [InlineData("ПРИВЕТ, Мир! Это Просто Тест Йод", "привет мир это просто тест иод")]
    [InlineData("我爱北京天安门", "我 爱 北 京 天 安 门")]
    [InlineData("𠀀𠀁𠀂 and 😀 two three", "𠀀 𠀁 𠀂 and two three")]
    [InlineData("한국어 문장 은 띄어 쓴다", "한국어 문장 은 띄어 쓴다")]
    public void Next_TextsThatDifferInForm_GivesTheSameShingles(string text, string other)
    {
        Shingles(text, 5).ShouldNotBeEmpty();
        Shingles(text, 5).ShouldBe(Shingles(other, 5));
    }

    [Theory]
    [InlineData("one two three four", 5, 0)]
    [InlineData("one two three four five", 5, 1)]
    [InlineData("one two three four five six", 5, 2)]
    [InlineData("", 1, 0)]
    [InlineData("… — !", 1, 0)]
    [InlineData("word", 1, 1)]
    public void Next_FewWords_GivesOneForEachRun(string text, int size, int count) => Shingles(text, size).Count.ShouldBe(count);

    [Fact]
    public void Next_OtherWordsOrOrder_GivesOthers()
    {
        string[] texts = ["a b c d e", "b a c d e", "a b c e d", "a b c d f", "ab c d e f", "abcd e f g h", "a b c d ß"];
        texts.Select(text => Shingles(text, 5)[0]).Distinct().Count().ShouldBe(texts.Length);
    }

    [Fact]
    public void Next_AnyText_DoesAsTheDefinitionDoes()
    {
        // Of more than one chunk, with words, pairs and runs of digits across all borders of blocks and chunks.
        string[] pieces =
            ["word", "Ünïcode", "12", "9", " ", " ", ", ", "漢字", "𠀀", "😀", "\u0301", "\ud800", "Straße", "ไทย", "\n", "x"];
        Gen.Int[0, pieces.Length - 1].Array[0, 3000].Sample(
            chosen =>
            {
                var text = string.Concat(chosen.Select(piece => pieces[piece]));
                return Shingles(text, 3).SequenceEqual(Shingles(string.Join(" ", Words(text)), 3));
            },
            iter: 100);
    }

    [Fact]
    public void Next_LongText_TakesNoMemoryForIt()
    {
        var text = string.Concat(Enumerable.Repeat("some words and numbers 123 é 漢字 of a record ", 200_000)) + new string('x', 2_000_000);
        var stream = new ShingleStream(5);
        var signature = new MinHash(112);
        Run(stream, signature, "warm up with some words é 漢字");

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(stream, signature, text).ShouldBeGreaterThan(2_000_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    private static long Run(ShingleStream stream, MinHash signature, string text)
    {
        var count = 0L;
        stream.Start(text);
        while (stream.Next(out var shingles))
        {
            signature.Add(shingles);
            count += shingles.Length;
        }

        return count;
    }

    private static List<ulong> Shingles(string text, int size)
    {
        var all = new List<ulong>();
        var stream = new ShingleStream(size);
        stream.Start(text);
        while (stream.Next(out var shingles))
        {
            all.AddRange(shingles);
        }

        return all;
    }

    /// <summary>The words of a text by the book: decomposed, without marks, in lower case, each number 0.</summary>
    private static string[] Words(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.Replace("\ud800", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber)
            {
                folded.Append(folded.Length > 0 && folded[^1] == '0' ? "" : "0");
            }
            else if (category is UnicodeCategory.OtherLetter)
            {
                folded.Append(' ').Append(rune.ToString()).Append(' ');
            }
            else if (category != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(Rune.IsLetter(rune) ? Rune.ToLowerInvariant(rune).ToString() : " ");
            }
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
