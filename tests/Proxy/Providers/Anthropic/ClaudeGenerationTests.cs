using Text2Llm.Proxy.Providers.Anthropic;

namespace Text2Llm.Proxy.Tests.Providers.Anthropic;

public sealed class ClaudeGenerationTests
{
    [Theory]
    [InlineData("claude-3-haiku-20240307", nameof(ClaudeGeneration.Budgeted))]
    [InlineData("claude-3-7-sonnet-20250219", nameof(ClaudeGeneration.Budgeted))]
    [InlineData("claude-sonnet-4-20250514", nameof(ClaudeGeneration.Budgeted))]
    [InlineData("claude-sonnet-4-5-20250929", nameof(ClaudeGeneration.Budgeted))]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", nameof(ClaudeGeneration.Budgeted))]
    [InlineData("claude-opus-4-6", nameof(ClaudeGeneration.Either))]
    [InlineData("global.anthropic.claude-sonnet-4-6-v1:0", nameof(ClaudeGeneration.Either))]
    [InlineData("claude-opus-4-7", nameof(ClaudeGeneration.Adaptive))]
    [InlineData("claude-sonnet-5", nameof(ClaudeGeneration.Adaptive))]
    [InlineData("claude-opus-5-20260801", nameof(ClaudeGeneration.Adaptive))]
    [InlineData("claude-mythos-preview", nameof(ClaudeGeneration.Adaptive))]
    public void Of_Model_IsToldByItsVersion(string model, string generation) =>
        ClaudeGenerations.Of(model).ToString().ShouldBe(generation);
}
