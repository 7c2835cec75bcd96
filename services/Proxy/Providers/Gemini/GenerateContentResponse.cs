using System.Text.Json;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>What is read of an answer of <c>generateContent</c>; streamed, each event is one.</summary>
internal sealed record GenerateContentResponse(
    IReadOnlyList<Candidate>? Candidates, PromptFeedback? PromptFeedback, UsageMetadata? UsageMetadata, string? ModelVersion, JsonElement? Error);

/// <summary>One answer. Only one is ever asked for.</summary>
internal sealed record Candidate(Content? Content, string? FinishReason, string? FinishMessage);

/// <summary>What the model said.</summary>
internal sealed record Content(IReadOnlyList<Part?>? Parts);

/// <summary>A part of it: text, a thought, or a tool call. Any may carry a signature, even with nothing else.</summary>
internal sealed record Part(string? Text, bool? Thought, string? ThoughtSignature, FunctionCall? FunctionCall);

/// <summary>A tool that the model asks for; older models give it no id.</summary>
internal sealed record FunctionCall(string? Id, string? Name, JsonElement? Args);

/// <summary>Why the prompt was refused, where it was.</summary>
internal sealed record PromptFeedback(string? BlockReason);
