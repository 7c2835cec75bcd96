using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Answers;

/// <summary>
/// Turns one chat completion, chunk by chunk or whole, into the house's events. What the completion tells (reason, model, usage) comes on
/// different chunks and is gathered until the end.
/// </summary>
/// <param name="newCallId">Makes an id for a tool call that came without one.</param>
internal sealed class ChatCompletionTranslator(Func<string> newCallId) : IAnswerTranslator
{
    private readonly Completion _completion = new();
    private readonly ThoughtSequence _thoughts = new();
    private readonly ToolCallSequence _toolCalls = new(newCallId);
    private bool _ended;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            _ended = true;
        }
        else
        {
            _ = TakeDocument(data, steps);
        }
    }

    /// <inheritdoc/>
    public void End(ICollection<StreamChatResponse> steps)
    {
        if (!_ended)
        {
            throw new ProviderFaultException("The provider ended the answer before it was complete.");
        }

        _thoughts.Seal(steps);
        _toolCalls.End();

        // Some say "stop" where the model waits for its tools: OpenAI itself, where one was prescribed.
        if (_toolCalls.HasAny && _completion.FinishReason is FinishReason.Stop or FinishReason.Unspecified)
        {
            _completion.FinishReason = FinishReason.ToolCalls;
        }

        steps.Add(new StreamChatResponse { Completion = _completion });
    }

    /// <summary>Reads an answer that came in one document.</summary>
    /// <exception cref="ProviderFaultException">It tells of an error, or is no answer.</exception>
    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer)
    {
        List<StreamChatResponse> steps = [];
        if (TakeDocument(answer, steps).Answer?.Message is null)
        {
            throw new ProviderFaultException("The provider's answer holds no message.");
        }

        _ended = true;
        End(steps);
        return steps;
    }

    private ChatCompletionChunk TakeDocument(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps)
    {
        try
        {
            var chunk = JsonSerializer.Deserialize(data, ChatCompletionJson.Default.ChatCompletionChunk) ?? throw new JsonException("It is null.");
            Take(chunk, steps);
            return chunk;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is what reading text that is not Unicode throws.
            throw new ProviderFaultException("The provider sent what is no chat completion.", malformed);
        }
    }

    private void Take(ChatCompletionChunk chunk, ICollection<StreamChatResponse> steps)
    {
        if (chunk.IsError)
        {
            throw new ProviderFaultException(chunk.ErrorText ?? "The provider broke the answer off with an error.");
        }

        _completion.Model = chunk.Model ?? _completion.Model;
        _completion.Usage = chunk.TokenUsage ?? _completion.Usage;
        if (chunk.Answer is not { } answer)
        {
            return;
        }

        if ((answer.Delta ?? answer.Message) is { } message)
        {
            Take(message, steps);
        }

        if (answer.FinishReason is { Length: > 0 } reason)
        {
            _completion.FinishReason = FinishReasons.Read(reason);
            _ended = true;
        }
    }

    private void Take(ChatCompletionMessage message, ICollection<StreamChatResponse> steps)
    {
        _thoughts.Take(message, steps);
        if (message.Content is { ValueKind: JsonValueKind.Array } parts)
        {
            foreach (var part in parts.EnumerateArray())
            {
                TakePart(part, steps);
            }
        }
        else
        {
            TakeText(message.Text, steps);
        }

        TakeText(JsonText.Read(message.Refusal), steps);
        if (message.ToolCalls is { ValueKind: JsonValueKind.Array } calls && calls.GetArrayLength() > 0)
        {
            _thoughts.Seal(steps);
            _toolCalls.Take(calls, steps);
        }
    }

    private void TakePart(JsonElement part, ICollection<StreamChatResponse> steps)
    {
        if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("thinking", out var thinking))
        {
            ThoughtSequence.TakeText(JsonText.Read(thinking), steps);
        }
        else
        {
            TakeText(JsonText.Read(part), steps);
        }
    }

    private void TakeText(string text, ICollection<StreamChatResponse> steps)
    {
        if (text.Length > 0)
        {
            _thoughts.Seal(steps);
            steps.Add(new StreamChatResponse { TextDelta = new TextDelta { Text = text } });
        }
    }
}
