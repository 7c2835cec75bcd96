using System.Text.Json.Serialization;

namespace Text2Llm.Local.Demo;

/// <summary>A chat completion on the wire, whole or one chunk of a stream.</summary>
internal sealed record DemoCompletion(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<DemoChoice> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DemoUsage? Usage)
{
    /// <summary>The whole answer.</summary>
    public static DemoCompletion Whole(string id, long created, DemoAnswer answer) => new(
        id,
        "chat.completion",
        created,
        DemoProvider.Model,
        [new DemoChoice(0, new DemoMessage("assistant", answer.Text), null, answer.FinishReason)],
        answer.Usage);

    /// <summary>One piece of a streamed answer.</summary>
    public static DemoCompletion Chunk(string id, long created, DemoMessage delta, string? finishReason) =>
        new(id, "chat.completion.chunk", created, DemoProvider.Model, [new DemoChoice(0, null, delta, finishReason)], null);

    /// <summary>What a streamed answer cost.</summary>
    public static DemoCompletion UsageChunk(string id, long created, DemoUsage usage) =>
        new(id, "chat.completion.chunk", created, DemoProvider.Model, [], usage);
}

/// <summary>The one choice.</summary>
internal sealed record DemoChoice(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DemoMessage? Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DemoMessage? Delta,
    [property: JsonPropertyName("finish_reason")] string? FinishReason);

/// <summary>A message, or what one more chunk adds to it.</summary>
internal sealed record DemoMessage(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content);

/// <summary>What an answer cost, in tokens.</summary>
internal sealed record DemoUsage(
    [property: JsonPropertyName("prompt_tokens")] int PromptTokens,
    [property: JsonPropertyName("completion_tokens")] int CompletionTokens,
    [property: JsonPropertyName("total_tokens")] int TotalTokens);
