using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>What is read of a chat completion, streamed (<c>delta</c>) or whole (<c>message</c>).</summary>
internal sealed record ChatCompletionChunk(
    string? Object,
    string? Model,
    IReadOnlyList<ChatCompletionChoice>? Choices,
    ChatCompletionUsage? Usage,
    ChatCompletionGroq? XGroq,
    JsonElement? Error,
    JsonElement? Message)
{
    /// <summary>Whether it tells of an error.</summary>
    public bool IsError =>
        Error is { ValueKind: not JsonValueKind.Null } || XGroq?.Error is { ValueKind: not JsonValueKind.Null } || Object == "error";

    /// <summary>The error in the provider's words; null where it has none.</summary>
    public string? ErrorText => new[] { Error, MessageOf(Error), XGroq?.Error, MessageOf(XGroq?.Error), Message }
        .Select(text => JsonText.Read(text)).FirstOrDefault(text => text.Length > 0);

    /// <summary>The answer: the first choice, of which alone there is one in the house's shape.</summary>
    public ChatCompletionChoice? Answer => Choices?.FirstOrDefault(choice => choice is { Index: null or 0 });

    /// <summary>What it cost so far, wherever the provider says so; null where it does not.</summary>
    public TokenUsage? TokenUsage => (Usage ?? XGroq?.Usage ?? Answer?.Usage)?.ToTokenUsage();

    private static JsonElement? MessageOf(JsonElement? error) =>
        error is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty("message", out var message) ? message : null;
}

/// <summary>One choice of a chat completion. Moonshot puts the usage here.</summary>
internal sealed record ChatCompletionChoice(
    int? Index, ChatCompletionMessage? Delta, ChatCompletionMessage? Message, string? FinishReason, ChatCompletionUsage? Usage);

/// <summary>What a model wrote. Providers differ in the fields and their types, so each is read as whatever it is.</summary>
internal sealed record ChatCompletionMessage(
    JsonElement? Content,
    JsonElement? ReasoningContent,
    JsonElement? Reasoning,
    JsonElement? ReasoningDetails,
    JsonElement? Refusal,
    JsonElement? ToolCalls)
{
    /// <summary>The answer's text.</summary>
    public string Text => JsonText.Read(Content);
}

/// <summary>Groq's own corner of a chunk, where it puts usage unasked, and errors.</summary>
internal sealed record ChatCompletionGroq(ChatCompletionUsage? Usage, JsonElement? Error);
