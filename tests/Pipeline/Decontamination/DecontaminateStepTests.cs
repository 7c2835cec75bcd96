using CsCheck;
using Text2Llm.Pipeline.Decontamination;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tests.Decontamination;

public sealed class DecontaminateStepTests
{
    private const string Question = "What did the old sailor tell the boy about the storm that sank his father's ship?"; // 17 words: father s

    // Few different words, so that rows of them repeat.
    private static readonly Gen<string[]> Words = Gen.OneOf("a", "b", "c").Array[0, 40];

    [Theory]
    [InlineData("He asked: what did the OLD sailor tell the boy -- about the storm that sank his father’s ship, and why.")]
    [InlineData("what did the old sailor tell the boy about the storm that sank")]
    [InlineData("old sailor\ntell the boy\n\nabout the storm that sank his father s ship")]
    public void Apply_ThirteenWordsInARow_DropsAndNamesTheBenchmark(string text) =>
        Apply(BenchmarkIndex.Of(13, [new("quiz.jsonl", "Something else"), new("sea.jsonl", Question)]), text)
            !.Detail.ShouldBe("13 words in a row of sea.jsonl");

    [Theory]
    [InlineData("")]
    [InlineData("what did the old sailor tell the boy about the storm that")]
    [InlineData("What did the old sailor tell the girl about the storm that sank his father's ship?")]
    public void Apply_FewerWords_KeepsTheRecord(string text) => Apply(BenchmarkIndex.Of(13, [new("sea.jsonl", Question)]), text).ShouldBeNull();

    [Fact]
    public void Apply_ShortText_MustBeThereWhole()
    {
        var index = BenchmarkIndex.Of(13, [new("short", "How many legs does a common house spider have?")]);
        Apply(index, "So how many legs does a common house spider have, then?")!.Detail.ShouldBe("9 words in a row of short");
        Apply(index, "So how many legs does a common house spider lose?").ShouldBeNull();
    }

    [Fact]
    public void Of_TextOfFewerThanEightWords_IsLeftOut()
    {
        var index = BenchmarkIndex.Of(13, [new("tiny", "None of the above is quite right")]);
        (index.Count, index.TextsLeftOut).ShouldBe((0, 1));
        Apply(index, "None of the above is quite right").ShouldBeNull();
    }

    [Fact]
    public void Apply_TextWithoutSpaces_CountsItsCharacters()
    {
        var index = BenchmarkIndex.Of(13, [new("c-eval", "中国古代四大发明不包括下列哪一项")]);
        Apply(index, "问题：中国古代四大发明，不包括下列哪一项？").ShouldNotBeNull();
        Apply(index, "中国古代四大名著不包括下列哪一项").ShouldBeNull();
    }

    [Fact]
    public void Apply_TwoBenchmarks_TheFirstInTheTextIsNamed()
    {
        var index = BenchmarkIndex.Of(3, [new("one", "a b c"), new("two", "d e f")]);
        Apply(index, "x d e f a b c")!.Detail.ShouldBe("3 words in a row of two");
    }

    [Fact]
    public void Find_AnyTexts_DoesAsComparingThemDoes() => Gen.Select(Gen.Int[2, 12], Words.Array[0, 4], Words).Sample(
        (ngram, benchmark, text) =>
        {
            var texts = benchmark.Select(words => new BenchmarkText("b", string.Join(' ', words)));
            var found = new DecontaminateStep(BenchmarkIndex.Of(ngram, texts)).Find(string.Join(", ", text)).Benchmark is not null;
            return found == benchmark.Any(words => Windows(words, ngram).Any(window => Contains(text, window)));
        },
        iter: 5_000);

    [Fact]
    public void Find_ManyNgrams_FindsEachAndNothingElse()
    {
        string Text(int number) => $"this is question number {number} of a very large benchmark and it is long";
        var step = new DecontaminateStep(BenchmarkIndex.Of(13, Enumerable.Range(0, 20_000).Select(i => new BenchmarkText($"{i}", Text(i)))));
        for (var i = 0; i < 20_000; i += 7)
        {
            step.Find(Text(i)).Benchmark.ShouldBe($"{i}");
            step.Find(Text(i + 20_000)).Benchmark.ShouldBeNull();
        }
    }

    private static IEnumerable<string[]> Windows(string[] words, int ngram) => words.Length switch
    {
        var length when length >= ngram => Enumerable.Range(0, length - ngram + 1).Select(start => words[start..(start + ngram)]),
        >= BenchmarkIndex.FewestWords => [words],
        _ => [],
    };

    private static bool Contains(string[] text, string[] window) =>
        Enumerable.Range(0, Math.Max(0, text.Length - window.Length + 1)).Any(start => text.AsSpan(start, window.Length).SequenceEqual(window));

    private static Drop? Apply(BenchmarkIndex index, string text)
    {
        var record = DatasetRecord.OfText(text);
        return new DecontaminateStep(index).Apply(ref record);
    }
}
