using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Upstream;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Gathers from the chunks of one answer what its completion tells: reason, model and usage, which come on different chunks.</summary>
internal sealed class CompletionAssembler : IAnswerTranslator
{
    private readonly Completion _completion = new() { FinishReason = FinishReason.Unspecified };
    private bool _ended;

    public void Take(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            _ended = true;
            return;
        }

        try
        {
            if (Take(JsonSerializer.Deserialize(data, ChatCompletionJson.Default.ChatCompletionChunk)) is { } delta)
            {
                steps.Add(delta);
            }
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent an event that is not a chat completion chunk.", malformed);
        }
    }

    public void End(ICollection<StreamChatResponse> steps) => steps.Add(Finish());

    /// <summary>Takes the next chunk; gives its text, or null where it carries none.</summary>
    /// <exception cref="ProviderFaultException">The chunk tells of an error.</exception>
    private StreamChatResponse? Take(ChatCompletionChunk? chunk)
    {
        if (chunk is null)
        {
            return null;
        }

        if (chunk.IsError)
        {
            throw new ProviderFaultException(
                ProviderErrorMessage.Read(chunk.Error!.Value) ?? "The provider broke the answer off with an error.");
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

    /// <summary>The answer's end. Usage is unset where the provider gave none.</summary>
    /// <exception cref="ProviderFaultException">The stream ended and the answer did not.</exception>
    private StreamChatResponse Finish() => _ended
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
