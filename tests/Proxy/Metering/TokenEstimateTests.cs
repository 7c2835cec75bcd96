using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>The guess at a text's tokens, beside the true count of OpenAI's vocabulary of today.</summary>
public sealed class TokenEstimateTests
{
    private static readonly Lazy<TiktokenTokenizer> O200k = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static TheoryData<string> Kinds => [.. TokenSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OfText_OfAParagraph_IsNotBelowNineTenthsNorAboveTwiceTheCount(string kind)
    {
        var text = TokenSamples.All[kind];
        var count = O200k.Value.CountTokens(text);

        ((double)TokenEstimate.OfText(text) / count).ShouldBeInRange(0.9, 2.0, $"{TokenEstimate.OfText(text)} guessed, {count} counted");
    }

    [Fact]
    public void OfText_OfEverything_IsHardlyMoreThanTheCount()
    {
        var all = string.Join("\n\n", TokenSamples.All.Values);

        ((double)TokenEstimate.OfText(all) / O200k.Value.CountTokens(all)).ShouldBeInRange(1.05, 1.35);
    }

    [Fact]
    public void OfText_InEitherEncodingAndInPieces_IsTheSame()
    {
        foreach (var text in TokenSamples.All.Values)
        {
            var pieces = default(TokenCount);
            foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(7))
            {
                pieces.Add(piece);
            }

            var whole = TokenEstimate.OfText(Encoding.UTF8.GetBytes(text));
            TokenEstimate.OfText(text).ShouldBe(whole);
            pieces.Total.ShouldBe(whole);
        }
    }

    [Fact]
    public void OfText_WhatIsNoText_IsCountedWithoutFail()
    {
        TokenEstimate.OfText("").ShouldBe(0);
        TokenEstimate.OfText(new string('\ud83d', 1000)).ShouldBeGreaterThan(0);
        TokenEstimate.OfText([.. Enumerable.Range(0, 100_000).Select(place => (byte)(place * 31 % 256))]).ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void OfText_AnyLength_AllocatesNothing()
    {
        var text = string.Concat(Enumerable.Repeat(TokenSamples.All["Japanese"], 100));
        TokenEstimate.OfText(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        TokenEstimate.OfText(text);

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    [Fact]
    public void OfString_EscapedOrNot_IsTheSame()
    {
        foreach (var text in TokenSamples.All.Values)
        {
            var escaped = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(text));
            escaped.Read();

            TokenEstimate.OfString(in escaped).ShouldBe(TokenEstimate.OfText(text));
        }
    }
}
