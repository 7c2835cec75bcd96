using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Tests.Tokens;

public sealed class TokenFilterTests
{
    private static readonly TokenCounter O200k = Tokenizers.Load("o200k", _ => throw new InvalidOperationException());

    // Two words, more bytes than limits here, and five tokens: only counting tells.
    private const string FiveTokens = "disestablishmentarian vote";

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(5, null, null)]
    [InlineData(6, null, "fewer than 6 tokens")]
    [InlineData(null, 5, null)]
    [InlineData(null, 4, "more than 4 tokens")]
    [InlineData(5, 5, null)]
    public void Apply_AtItsLimits_DropsOnlyBeyond(int? min, int? max, string? detail)
    {
        O200k.Count(FiveTokens).ShouldBe(5);
        var drop = Apply(new LengthSpec { MinTokens = min, MaxTokens = max });
        drop?.Detail.ShouldBe(detail);
        drop?.Reason.ShouldBe(TokenFilter.Tokens);
        (drop is null).ShouldBe(detail is null);
    }

    private static Drop? Apply(LengthSpec spec)
    {
        var record = DatasetRecord.OfText(FiveTokens);
        return new TokenFilter(spec, O200k).Apply(ref record);
    }
}
