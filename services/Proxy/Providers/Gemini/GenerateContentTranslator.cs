using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Upstream;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>
/// Turns the events of one answer into the house's. The stream has no last event of its own: the reason to finish tells that it is whole.
/// </summary>
/// <param name="newCallId">Makes an id for a tool call that has none.</param>
internal sealed class GenerateContentTranslator(Func<string> newCallId) : IAnswerTranslator
{
    private readonly Completion _completion = new();
    private UsageMetadata? _usage;
    private int _toolCalls;
    private bool _hasWritten;
    private bool _isEnded;

    public void Take(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps)
    {
        foreach (var response in Read(data))
        {
            Take(response, steps);
        }
    }

    public void End(ICollection<StreamChatResponse> steps)
    {
        if (!_isEnded)
        {
            throw new ProviderFaultException("The provider ended the answer before it was complete.");
        }

        if (_completion.FinishReason == FinishReason.Stop && _toolCalls > 0)
        {
            _completion.FinishReason = FinishReason.ToolCalls;
        }

        // Figures of the prompt alone would make what was written look free.
        _completion.Usage = _usage is { PromptTokenCount: not null } usage && (usage.CountsOutput || !_hasWritten) ? usage.ToTokenUsage() : null;
        steps.Add(new StreamChatResponse { Completion = _completion });
    }

    /// <summary>Reads an event; errors may come in an array of one, as answers do that were not asked for as events.</summary>
    private static IEnumerable<GenerateContentResponse> Read(ReadOnlySpan<byte> data)
    {
        try
        {
            return data.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]
                ? (JsonSerializer.Deserialize(data, GeminiJson.Default.IReadOnlyListGenerateContentResponse) ?? []).OfType<GenerateContentResponse>()
                : JsonSerializer.Deserialize(data, GeminiJson.Default.GenerateContentResponse) is { } response ? [response] : [];
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent an event that is no answer of generateContent.", malformed);
        }
    }

    private void Take(GenerateContentResponse response, ICollection<StreamChatResponse> steps)
    {
        if (response.Error is { ValueKind: not JsonValueKind.Null } error)
        {
            throw new ProviderFaultException(ProviderErrorMessage.Read(error) ?? "The provider broke the answer off with an error.");
        }

        _completion.Model = response.ModelVersion ?? _completion.Model;
        _usage = response.UsageMetadata?.Over(_usage) ?? _usage;
        if (response.Candidates is not [{ } candidate, ..])
        {
            if (response.PromptFeedback?.BlockReason is not null)
            {
                Finish(FinishReason.ContentFilter);
            }

            return;
        }

        foreach (var part in candidate.Content?.Parts ?? [])
        {
            if (part is not null && ToStep(part) is { } step)
            {
                _hasWritten = true;
                steps.Add(step);
            }
        }

        if (candidate.FinishReason is { } reason)
        {
            Finish(ToFinishReason(reason, candidate.FinishMessage));
        }
    }

    private void Finish(FinishReason reason) => (_completion.FinishReason, _isEnded) = (reason, true);

    /// <summary>A part in the house's terms; null where it has nothing of them, such as citations or pictures.</summary>
    private StreamChatResponse? ToStep(Part part)
    {
        var (text, signature) = (part.Text ?? "", part.ThoughtSignature ?? "");
        return part switch
        {
            { FunctionCall: { } call } => new() { ToolCallDelta = ToToolCall(call, signature) },
            _ when text.Length == 0 && signature.Length == 0 => null,
            { Thought: true } => new() { ThinkingDelta = new ThinkingDelta { Text = text, Signature = signature } },
            _ => new() { TextDelta = new TextDelta { Text = text, Signature = signature } },
        };
    }

    /// <summary>Gemini sends a call whole.</summary>
    private ToolCallDelta ToToolCall(FunctionCall call, string signature) => new()
    {
        Index = _toolCalls++,
        Id = call.Id is { Length: > 0 } id ? id : newCallId(),
        Name = call.Name is { Length: > 0 } name ? name : throw new ProviderFaultException("The provider sent a tool call without a name."),
        ArgumentsJson = ProviderJson.ArgumentsText(call.Args),
        Signature = signature,
    };

    /// <summary>The reason in the house's terms.</summary>
    /// <exception cref="ProviderFaultException">The model failed: what it wrote is no answer, and asking again may help.</exception>
    private static FinishReason ToFinishReason(string reason, string? message) => reason switch
    {
        "STOP" => FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE" or "MODEL_ARMOR"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => FinishReason.ContentFilter,
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MISSING_THOUGHT_SIGNATURE" or "MALFORMED_RESPONSE" =>
            throw new ProviderFaultException($"The model's answer cannot be used ({reason}). {message}".TrimEnd()),
        _ => FinishReason.Unspecified,
    };
}
