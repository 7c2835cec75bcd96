using System.Text.Json;
using CsCheck;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Statistics;

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
            whole.Add(text, text.Length / 4, new LanguageGuess("en", 0.9f));
        }

        foreach (var text in texts.Reverse())
        {
            var shard = new TextStatistics();
            shard.Add(text, text.Length / 4, new LanguageGuess("en", 0.9f));
            backwards.Add(JsonSerializer.Deserialize<TextStatistics>(JsonSerializer.Serialize(shard))!);
        }

        JsonSerializer.Serialize(backwards).ShouldBe(JsonSerializer.Serialize(whole));
    }

    [Fact]
    public void Add_Records_AreCountedByLengthAndLanguage()
    {
        var statistics = new TextStatistics();
        statistics.Add("nine lett", 2, new LanguageGuess("en", 0.9f));
        statistics.Add("unsure", 1, new LanguageGuess("da", 0.4f));
        JsonSerializer.Serialize(statistics).ShouldBe(
            """
            {"Characters":{"Count":2,"Sum":15,"Min":6,"Max":9,"Buckets":{"6":1,"8":1}},
            "Words":{"Count":2,"Sum":3,"Min":1,"Max":2,"Buckets":{"1":1,"2":1}},
            "Tokens":{"Count":2,"Sum":5,"Min":2,"Max":3,"Buckets":{"2":1,"3":1}},
            "Languages":{"en":1,"und":1}}
            """.ReplaceLineEndings(""));
    }
}
