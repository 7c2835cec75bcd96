using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAICompatible;

/// <summary>What is read of a chat completion, streamed (<c>delta</c>) or whole (<c>message</c>).</summary>
internal sealed record ChatCompletionChunk(
    string? Model, IReadOnlyList<ChatCompletionChoice>? Choices, ChatCompletionUsage? Usage, JsonElement? Error)
{
    /// <summary>Whether this is the extra chunk that <c>stream_options.include_usage</c> adds: usage, and no choice.</summary>
    public bool IsUsageOnly => Usage is not null && Choices is null or [] && Error is null;

    /// <summary>Characters of text in all its choices.</summary>
    public long TextLength => Choices?.Sum(choice => (long)((choice.Delta ?? choice.Message)?.Content?.Length ?? 0)) ?? 0;
}

/// <summary>One choice of a chat completion.</summary>
internal sealed record ChatCompletionChoice(ChatCompletionText? Delta, ChatCompletionText? Message, string? FinishReason);

/// <summary>The text of a choice.</summary>
internal sealed record ChatCompletionText(string? Content);

/// <summary>What a chat completion cost, in tokens.</summary>
internal sealed record ChatCompletionUsage(long? PromptTokens, long? CompletionTokens);
