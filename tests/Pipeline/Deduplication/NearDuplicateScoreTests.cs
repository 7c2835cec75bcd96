using System.Text.Json;
using CsCheck;
using Text2Llm.Benchmarks.Datasets;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>The judge that the benchmark has of near duplicates.</summary>
public sealed class NearDuplicateScoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a b c d e f g", "a b c d e f h", 2 / 4.0)]
    [InlineData("The YEAR 1999, étude one two", "the year 7 etude, one -- two", 1)]
    [InlineData("如果沒有時間", "如果沒有時光", 1 / 3.0)] // Two runs of letters, but six words of which five are the same.
    [InlineData("𠀀𠀁𠀂𠀃𠀄x", "𠀀𠀁𠀂𠀃𠀄y", 1 / 3.0)]
    [InlineData("a b", "a b", 0)]
    public void Similarity_SmallTexts_IsThatOfTheirWords(string one, string other, double similarity) =>
        ShingleJaccard.Of(one, other).ShouldBe(similarity, tolerance: 1e-9);

    [Fact]
    public void Similarity_AnyTexts_IsWhatTheEngineFinds()
    {
        string[] pieces = ["word ", "other, ", "Ünïcode ", "12", "9 ", "漢", "字", "かな", "ไทย", "𠀀", "Straße\n", "x"];
        var text = Gen.Int[0, pieces.Length - 1].Array[0, 40].Select(chosen => string.Concat(chosen.Select(piece => pieces[piece])));
        Gen.Select(text, text, text).Sample((start, one, other) =>
        {
            var expected = ShingleSet.Similarity(Set(start + one), Set(start + other));
            return Math.Abs(ShingleJaccard.Of(start + one, start + other) - expected) < 1e-9;
        });
    }

    [Fact]
    public void Of_Dataset_CountsWhatWasDroppedRightly()
    {
        var near = new NearTexts(6);
        var (one, two, three) = (near.Text(200), near.Text(200), near.Text(200));
        string[] texts = [one, near.Changed(one, 1), two, near.Text(200), three, near.Changed(three, 1), near.Changed(three, 2), three];
        var corpus = _folder.Write("corpus.jsonl", string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n")));
        _folder.Write("out/part-00000.jsonl", "{\"row\":1}\n{\"row\":3}\n{\"row\":5}\n{\"row\":7}\n");
        _folder.Write(
            "out/dropped/000000.jsonl",
            Dropped(2, "near-duplicate", 1) // Rightly, and the corpus was given it.
            + Dropped(4, "near-duplicate", 3) // Not at all alike.
            + Dropped(6, "near-duplicate", 2) // For a record that does not stay.
            + Dropped(8, "duplicate", 5));

        PlantedPair[] pairs = [new(1, 2, 0.95, Exact: false), new(5, 7, 0.9, Exact: false), new(1, 3, 0.7, Exact: false), new(5, 8, 1, Exact: true)];
        NearDuplicateScore.Of(corpus, pairs, _folder["out"]).ShouldBe(new NearDuplicateScore(0.5, 1 / 3.0, Pairs: 2, Dropped: 3, ExactMissed: 0));
    }

    private static string Dropped(int line, string reason, int kept) =>
        JsonSerializer.Serialize(new { line, reason, kept = new { line = kept } }) + "\n";

    private static ReadOnlySpan<uint> Set(string text)
    {
        var (set, stream) = (new ShingleSet(), new ShingleStream(ShingleJaccard.Words));
        stream.Start(text);
        while (stream.Next(out var shingles))
        {
            set.Add(shingles);
        }

        return set.Sorted();
    }
}
