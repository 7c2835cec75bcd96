using System.Text.Json;
using CsCheck;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Tests.Statistics;

public sealed class TextStatisticsTests
{
    [Fact]
    public void BucketOf_AnyLength_IsNoLongerAndNearlyAsLong() => Gen.Long[0, long.MaxValue].Sample(length =>
    {
        var bucket = Histogram.BucketOf(length);
        bucket.ShouldBeLessThanOrEqualTo(length);
        Histogram.BucketOf(bucket).ShouldBe(bucket);
        (length - bucket).ShouldBeLessThanOrEqualTo(length / 5);
    });

    [Fact]
    public void Add_ShardsInAnyOrder_IsTheWhole()
    {
        string[] texts = ["", "a", "eight wo", "中文中文", new('x', 1000), "\U0001f600"];
        var (whole, backwards) = (new TextStatistics(), new TextStatistics());
        foreach (var text in texts)
        {
            whole.Add(SizeOf(text), new LanguageGuess("en", 0.9f));
        }

        foreach (var text in texts.Reverse())
        {
            var shard = new TextStatistics();
            shard.Add(SizeOf(text), new LanguageGuess("en", 0.9f));
            backwards.Add(JsonSerializer.Deserialize<TextStatistics>(JsonSerializer.Serialize(shard))!);
        }

        JsonSerializer.Serialize(backwards).ShouldBe(JsonSerializer.Serialize(whole));
    }

    [Fact]
    public void Add_Records_AreCountedByLengthAndLanguage()
    {
        var statistics = new TextStatistics();
        statistics.Add(SizeOf("nine lett"), new LanguageGuess("en", 0.9f));
        statistics.Add(SizeOf("unsure"), new LanguageGuess("da", 0.4f));
        statistics.Add(SizeOf("x"), language: null);
        JsonSerializer.Serialize(statistics).ShouldBe(
            """
            {"Characters":{"Count":3,"Sum":16,"Min":1,"Max":9,"Buckets":{"1":1,"6":1,"8":1}},
            "Words":{"Count":3,"Sum":4,"Min":1,"Max":2,"Buckets":{"1":2,"2":1}},
            "Tokens":{"Count":3,"Sum":6,"Min":1,"Max":3,"Buckets":{"1":1,"2":1,"3":1}},
            "Languages":{"en":1,"und":1},"LanguagesOf":2}
            """.ReplaceLineEndings(""));
    }

    private static TextSize SizeOf(string text) => TextSize.Of(DatasetRecord.OfText(text));
}
