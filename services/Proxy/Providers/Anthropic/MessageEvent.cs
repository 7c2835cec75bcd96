using System.Text.Json;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>The kind of an event, read first: of a kind that nobody knows nothing else can be relied on.</summary>
internal sealed record MessageEventKind(string? Type);

/// <summary>What is read of an event of a streamed message.</summary>
internal sealed record MessageEvent(
    int Index, Message? Message, MessageBlock? ContentBlock, MessageDelta? Delta, MessageUsage? Usage, JsonElement? Error);

/// <summary>What is read of a message: the whole answer, or at a stream's start what is known of it.</summary>
internal sealed record Message(
    string? Model, IReadOnlyList<MessageBlock?>? Content, string? StopReason, MessageUsage? Usage, JsonElement? Error);

/// <summary>What is read of a block of a message: text, thoughts, sealed thoughts or a tool call.</summary>
internal sealed record MessageBlock(
    string? Type, string? Text, string? Thinking, string? Signature, string? Data, string? Id, string? Name, JsonElement? Input);

/// <summary>More of a block, or, in <c>message_delta</c>, of the message itself.</summary>
internal sealed record MessageDelta(
    string? Type, string? Text, string? Thinking, string? Signature, string? PartialJson, string? StopReason);
