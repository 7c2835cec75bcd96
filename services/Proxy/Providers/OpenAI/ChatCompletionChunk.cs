using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>What is read of a chat completion, streamed (<c>delta</c>) or whole (<c>message</c>).</summary>
internal sealed record ChatCompletionChunk(
    string? Model, IReadOnlyList<ChatCompletionChoice>? Choices, ChatCompletionUsage? Usage, JsonElement? Error)
{
    /// <summary>Whether this is the extra chunk that <c>stream_options.include_usage</c> adds: usage, and no choice.</summary>
    public bool IsUsageOnly => Usage is not null && Choices is null or [] && !IsError;

    /// <summary>Whether it tells of an error.</summary>
    public bool IsError => Error is { ValueKind: not JsonValueKind.Null };

    /// <summary>Characters that the model wrote in all its choices: text, reasoning and arguments of tools.</summary>
    public long WrittenLength => Choices?.Sum(choice => (choice.Delta ?? choice.Message)?.WrittenLength ?? 0) ?? 0;
}

/// <summary>One choice of a chat completion.</summary>
internal sealed record ChatCompletionChoice(ChatCompletionMessage? Delta, ChatCompletionMessage? Message, string? FinishReason);

/// <summary>What a model wrote. Providers differ in the fields and their types, so each is read as whatever it is.</summary>
internal sealed record ChatCompletionMessage(
    JsonElement? Content, JsonElement? ReasoningContent, JsonElement? Reasoning, JsonElement? Refusal, JsonElement? ToolCalls)
{
    /// <summary>The answer's text.</summary>
    public string Text => JsonText.Read(Content);

    /// <summary>Characters of everything in it, as they stand in the JSON.</summary>
    public long WrittenLength =>
        JsonText.Length(Content) + JsonText.Length(ReasoningContent) + JsonText.Length(Reasoning) + JsonText.Length(Refusal)
        + JsonText.Length(ToolCalls);
}

/// <summary>What a chat completion cost, in tokens.</summary>
internal sealed record ChatCompletionUsage(long? PromptTokens, long? CompletionTokens)
{
    /// <summary>The usage in the house's terms; null where it says nothing.</summary>
    public TokenUsage? ToTokenUsage() => this is { PromptTokens: { } input, CompletionTokens: { } output }
        ? new TokenUsage { InputTokens = input, OutputTokens = output }
        : null;

    /// <summary>Reads a usage object; null where there is none, or it says nothing.</summary>
    /// <exception cref="JsonException">Its fields are not what they should be.</exception>
    public static TokenUsage? Read(ReadOnlySpan<byte> usage) =>
        usage.IsEmpty ? null : JsonSerializer.Deserialize(usage, ChatCompletionJson.Default.ChatCompletionUsage)?.ToTokenUsage();
}
