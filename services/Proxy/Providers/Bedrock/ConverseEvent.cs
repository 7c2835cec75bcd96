namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>What is read of an event of a streamed answer; which fields it has depends on its type.</summary>
internal sealed record ConverseEvent(
    int ContentBlockIndex, ConverseStart? Start, ConverseDelta? Delta, string? StopReason, ConverseUsage? Usage, string? Message);

/// <summary>The beginning of a block that is not text.</summary>
internal sealed record ConverseStart(ConverseToolUse? ToolUse);

/// <summary>More of a block: text, a tool's arguments, or thoughts.</summary>
internal sealed record ConverseDelta(string? Text, ConverseToolInput? ToolUse, ConverseThoughts? ReasoningContent);

/// <summary>More of a tool's arguments: a piece of a JSON document.</summary>
internal sealed record ConverseToolInput(string? Input);

/// <summary>More thoughts, the seal on them, or thoughts that only the provider can read, in base64.</summary>
internal sealed record ConverseThoughts(string? Text, string? Signature, string? RedactedContent);
