using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering.Prices;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>What calls cost: by the table of the repository, and by an installation's own.</summary>
public sealed class PriceTableTests
{
    private static readonly TokenUsage AMillionEach = new() { InputTokens = 1_000_000, OutputTokens = 1_000_000 };

    [Theory]
    [InlineData("openai", "gpt-5", 11.25)]
    [InlineData("openai", "gpt-5-2025-08-07", 11.25)]
    [InlineData("openai", "gpt-5-mini", 2.25)]
    [InlineData("OpenAI", "GPT-5.2-2025-12-11", 15.75)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", 18)]
    [InlineData("anthropic", "claude-opus-4-20250514", 90)]
    [InlineData("bedrock", "anthropic.claude-3-5-haiku-20241022-v1:0", 4.8)]
    [InlineData("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 19.8)]
    [InlineData("bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", 18)]
    [InlineData("bedrock", "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-6-v1:0", 33)]
    [InlineData("google", "gemini-2.5-flash-lite", 0.5)]
    [InlineData("demo", "echo", 0)]
    public void CostOf_ModelOfTheTable_IsItsPrice(string provider, string model, double dollars) =>
        Table().CostOf(provider, model, AMillionEach).ShouldBe((decimal)dollars);

    [Theory]
    [InlineData("openai", "gpt-5.9")]
    [InlineData("openai", "gpt-5-image")]
    [InlineData("openai", "gpt-4o-audio-preview")]
    [InlineData("google", "gemini-2.5-flash-image")]
    [InlineData("anthropic", "claude-opus-6")]
    [InlineData("azure", "gpt-5")]
    [InlineData("bedrock", "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc")]
    [InlineData("nobody", "m")]
    public void CostOf_UnknownModel_IsNullAndNotZero(string provider, string model) =>
        Table().CostOf(provider, model, AMillionEach).ShouldBeNull();

    [Fact]
    public void CostOf_ModelWithoutAPriceForWriting_IsNullOnceItWrites()
    {
        Table().CostOf("openai", "text-embedding-3-small", new TokenUsage { InputTokens = 1_000_000 }).ShouldBe(0.02m);
        Table().CostOf("openai", "text-embedding-3-small", AMillionEach).ShouldBeNull();
    }

    [Fact]
    public void CostOf_TokensOfTheCache_AreCountedOnceEachAtTheirOwnPrice() =>
        Table().CostOf("anthropic", "claude-sonnet-4-5", new TokenUsage
        {
            InputTokens = 1_000_000,
            CachedInputTokens = 600_000,
            CacheWriteInputTokens = 300_000,
            OutputTokens = 100_000,
            ReasoningTokens = 90_000,
        }).ShouldBe((0.1m * 3) + (0.6m * 0.3m) + (0.3m * 3.75m) + (0.1m * 15));

    [Fact]
    public void CostOf_CacheWithoutAPriceOfItsOwn_CostsAsAnyInput() =>
        Table(("Prices:Models:mine:m:Input", "2")).CostOf(
            "mine", "m", new TokenUsage { InputTokens = 1_000_000, CachedInputTokens = 500_000, CacheWriteInputTokens = 500_000 }).ShouldBe(2);

    [Fact]
    public void CostOf_SeveralNamesThatFit_TheOneThatLeavesLeastOpenCounts()
    {
        var table = Table(
            ("Prices:Models:mine:*:Input", "1"), ("Prices:Models:mine:a*:Input", "2"), ("Prices:Models:mine:a*-mini*:Input", "3"), ("Prices:Models:mine:ab:Input", "4"),
            ("Prices:Models:mine:ab*:Input", "5"));
        var million = new TokenUsage { InputTokens = 1_000_000 };

        string[] models = ["z", "a", "ac-mini-2", "ab", "abc", "AB"];

        models.Select(model => table.CostOf("mine", model, million)).ShouldBe([1m, 2m, 3m, 4m, 5m, 4m]);
    }

    [Fact]
    public void CostOf_OverriddenByTheEnvironment_IsTheInstallationsOwn()
    {
        const string Prefix = "TEXT2LLM_PRICE_TEST_";
        Environment.SetEnvironmentVariable($"{Prefix}Prices__Models__openai__gpt-5__Output", "20");
        var table = Table(configuration => configuration.AddEnvironmentVariables(Prefix));

        table.CostOf("openai", "gpt-5", AMillionEach).ShouldBe(21.25m);
        table.CostOf("openai", "gpt-5-mini", AMillionEach).ShouldBe(2.25m);
    }

    [Fact]
    public void Table_HasADayAndAPriceForWhateverIsSuggested()
    {
        var providers = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "providers.json")).Build()
            .GetSection("Providers").Get<Dictionary<string, ProviderOptions>>()!;
        var unknown =
            from provider in providers
            from model in provider.Value.SuggestedModels
            where model != "openrouter/auto" && Table().CostOf(provider.Key, model, AMillionEach) is null or 0
            select $"{provider.Key} {model}";

        unknown.ShouldBeEmpty();
        Validate().Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Validate_EveryMistake_IsNamed() =>
        Validate(("Prices:Version", "May"), ("Prices:Models:mine:m:Input", "-1"), ("Prices:Models:mine:n:Output", "1")).Failures!.ShouldBe(
        [
            "Prices:Version is 'May'; it must be the day of the table, for instance 2026-11-01.",
            "Prices:Models:mine:m has a price below 0.",
            "Prices:Models:mine:n has no Input; it must be the price of a million tokens read, 0 where they are free.",
        ]);

    private static ValidateOptionsResult Validate(params (string Key, string Value)[] own) =>
        new PricesOptionsValidator().Validate(null, Options(configuration => Add(configuration, own)));

    private static PriceTable Table(params (string Key, string Value)[] own) => Table(configuration => Add(configuration, own));

    private static PriceTable Table(Action<IConfigurationBuilder> own) => new(Microsoft.Extensions.Options.Options.Create(Options(own)));

    private static void Add(IConfigurationBuilder configuration, (string Key, string Value)[] own) =>
        configuration.AddInMemoryCollection(own.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)));

    private static PricesOptions Options(Action<IConfigurationBuilder> own)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "prices.json"));
        own(configuration);
        return configuration.Build().GetSection(PricesOptions.Section).Get<PricesOptions>()!;
    }
}
