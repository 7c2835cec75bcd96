using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class PartDedupTests
{
    private static readonly DedupSpec Lines = new() { Exact = false, Parts = DedupParts.Lines };
    private static readonly DedupSpec Paragraphs = new() { Exact = false, Parts = DedupParts.Paragraphs };

    [Fact]
    public async Task Run_Lines_TakesLaterOnesOut()
    {
        string[] texts =
        [
            "Sign up to our newsletter\nfirst text of them all\n\n}\n",
            "second text of them all\n  Sign up to our newsletter  \r\n}\n\nsecond text of them all",
            "}\nSign up to our newsletter",
            "\n\nfirst text of them all\n",
        ];
        foreach (var shards in new[] { 1, 2, 4 })
        {
            var result = await Deduplicated.RunAsync(texts, Lines, shards);
            result.Texts.ShouldBe([texts[0], "second text of them all\n}", "}", ""]);
            result.Summary.Parts.ShouldBe(4);
        }
    }

    [Fact]
    public async Task Run_Paragraphs_TakesLaterOnesOut()
    {
        string[] texts =
        [
            "A paragraph of two\nlines stands here.\n\nAnother one stands here.",
            "Before it, this one.\n\n\n A paragraph of two\nlines stands here.\n \n\nBehind it, this one.\n",
            "A paragraph of two\n\nlines stands here.",
        ];
        var result = await Deduplicated.RunAsync(texts, Paragraphs);
        result.Texts.ShouldBe([texts[0], "Before it, this one.\n\n\nBehind it, this one.", texts[2]]);
    }

    [Fact]
    public async Task Run_FirstCopyStandsInADroppedRecord_KeepsTheNext()
    {
        var near = new NearTexts(8);
        var first = near.Text(300);
        const string Line = "a line that stands in three texts";
        string[] texts = [first, $"{first}\n{Line}", $"another text\n{Line}", $"a third text\n{Line}"];
        foreach (var shards in new[] { 1, 2, 4 })
        {
            var result = await Deduplicated.RunAsync(texts, Lines with { Fuzzy = new FuzzySpec() }, shards);
            result.Fates[1].ShouldBe(FateKind.Near);
            result.Texts.ShouldBe([first, null, texts[2], "a third text"]);
        }
    }
}
