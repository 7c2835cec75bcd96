using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAICompatible;

/// <summary>Gathers from the chunks of one answer what its completion tells: reason, model and usage, which come on different chunks.</summary>
internal sealed class CompletionAssembler
{
    private readonly Completion _completion = new() { FinishReason = FinishReason.Unspecified };
    private bool _ended;

    /// <summary>Takes the next chunk; gives its text, or null where it carries none.</summary>
    /// <exception cref="ProviderFaultException">The chunk tells of an error.</exception>
    public StreamChatResponse? Take(ChatCompletionChunk? chunk)
    {
        if (chunk is null)
        {
            return null;
        }

        if (chunk.IsError)
        {
            throw new ProviderFaultException(
                OpenAIErrorMessage.Read(chunk.Error!.Value) ?? "The provider broke the answer off with an error.");
        }

        _completion.Model = chunk.Model ?? _completion.Model;
        if (chunk.Usage is { PromptTokens: { } input, CompletionTokens: { } output })
        {
            _completion.Usage = new TokenUsage { InputTokens = input, OutputTokens = output };
        }

        if (chunk.Choices is not [var choice, ..])
        {
            return null;
        }

        if (choice.FinishReason is { } reason)
        {
            _completion.FinishReason = ToFinishReason(reason);
            _ended = true;
        }

        return choice.Delta?.Text is { Length: > 0 } text ? new StreamChatResponse { TextDelta = new TextDelta { Text = text } } : null;
    }

    /// <summary>The provider said that nothing follows.</summary>
    public void End() => _ended = true;

    /// <summary>The answer's end. Usage is unset where the provider gave none.</summary>
    /// <exception cref="ProviderFaultException">The stream ended and the answer did not.</exception>
    public StreamChatResponse Finish() => _ended
        ? new() { Completion = _completion }
        : throw new ProviderFaultException("The provider ended the answer before it was complete.");

    private static FinishReason ToFinishReason(string reason) => reason switch
    {
        "stop" => FinishReason.Stop,
        "length" => FinishReason.Length,
        "content_filter" => FinishReason.ContentFilter,
        _ => FinishReason.Unspecified,
    };
}
