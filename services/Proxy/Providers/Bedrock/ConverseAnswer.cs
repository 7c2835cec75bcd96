using System.Text.Json;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>What is read of a whole answer.</summary>
internal sealed record ConverseAnswer(ConverseOutput? Output, string? StopReason, ConverseUsage? Usage);

/// <summary>What the model gave.</summary>
internal sealed record ConverseOutput(ConverseMessage? Message);

/// <summary>The model's message.</summary>
internal sealed record ConverseMessage(IReadOnlyList<ConverseBlock?>? Content);

/// <summary>A block of it: text, a tool call or thoughts.</summary>
internal sealed record ConverseBlock(string? Text, ConverseToolUse? ToolUse, ConverseReasoning? ReasoningContent);

/// <summary>A tool call; its arguments are here only in a whole answer.</summary>
internal sealed record ConverseToolUse(string? ToolUseId, string? Name, JsonElement? Input);

/// <summary>Thoughts with their seal, or such as only the provider can read, in base64.</summary>
internal sealed record ConverseReasoning(ConverseThoughts? ReasoningText, string? RedactedContent);
