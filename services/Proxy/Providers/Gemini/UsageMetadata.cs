using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>What an answer has cost so far, in tokens.</summary>
/// <param name="PromptTokenCount">Tokens of the prompt, those from a cache included.</param>
/// <param name="CachedContentTokenCount">Of these, those from a cache.</param>
/// <param name="ToolUsePromptTokenCount">Tokens that Google's own tools read, beside the prompt.</param>
/// <param name="CandidatesTokenCount">Tokens of the answer, without thoughts.</param>
/// <param name="ThoughtsTokenCount">Tokens of thoughts.</param>
internal sealed record UsageMetadata(
    long? PromptTokenCount,
    long? CachedContentTokenCount,
    long? ToolUsePromptTokenCount,
    long? CandidatesTokenCount,
    long? ThoughtsTokenCount)
{
    /// <summary>Whether it counts what the model wrote, and not the prompt alone.</summary>
    public bool CountsOutput => CandidatesTokenCount is not null || ThoughtsTokenCount is not null;

    /// <summary>These figures; where one is missing, the earlier one.</summary>
    public UsageMetadata Over(UsageMetadata? earlier) => earlier is null ? this : new UsageMetadata(
        PromptTokenCount ?? earlier.PromptTokenCount,
        CachedContentTokenCount ?? earlier.CachedContentTokenCount,
        ToolUsePromptTokenCount ?? earlier.ToolUsePromptTokenCount,
        CandidatesTokenCount ?? earlier.CandidatesTokenCount,
        ThoughtsTokenCount ?? earlier.ThoughtsTokenCount);

    /// <summary>The same in the house's terms, where cached tokens belong to the input and thoughts to the output.</summary>
    public TokenUsage ToTokenUsage() => new()
    {
        InputTokens = (PromptTokenCount ?? 0) + (ToolUsePromptTokenCount ?? 0),
        CachedInputTokens = CachedContentTokenCount ?? 0,
        OutputTokens = (CandidatesTokenCount ?? 0) + (ThoughtsTokenCount ?? 0),
        ReasoningTokens = ThoughtsTokenCount ?? 0,
    };
}
