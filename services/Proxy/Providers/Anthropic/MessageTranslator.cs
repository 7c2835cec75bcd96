using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Upstream;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>
/// Turns a message into the house's steps. A whole message is read as a stream whose blocks begin with all that they have.
/// </summary>
internal sealed class MessageTranslator : IAnswerTranslator
{
    private readonly ToolCallBlocks _toolCalls = new();
    private readonly Completion _completion = new();
    private MessageUsage? _usage;
    private bool _stopped;

    public void Take(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps)
    {
        var kind = Read(data, MessagesJson.Default.MessageEventKind).Type;
        if (kind is "message_start" or "content_block_start" or "content_block_delta" or "content_block_stop" or "message_delta" or "error")
        {
            Take(kind, Read(data, MessagesJson.Default.MessageEvent), steps);
        }

        _stopped |= kind == "message_stop";
    }

    public void End(ICollection<StreamChatResponse> steps)
    {
        if (!_stopped)
        {
            throw new ProviderFaultException("The provider ended the answer before it was complete.");
        }

        _completion.Usage = _usage?.ToTokenUsage();
        steps.Add(new() { Completion = _completion });
    }

    /// <summary>Takes an answer that came whole.</summary>
    /// <exception cref="ProviderFaultException">It tells of an error, or is no message.</exception>
    public void TakeWhole(ReadOnlySpan<byte> answer, ICollection<StreamChatResponse> steps)
    {
        var message = Read(answer, MessagesJson.Default.Message);
        ThrowIfError(message.Error);
        if (message.Content is not { } blocks)
        {
            throw new ProviderFaultException("The provider sent an answer that is not a message.");
        }

        Begin(message);
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index] is { } block)
            {
                Begin(index, block, steps);
                _toolCalls.End(index, steps);
            }
        }

        _completion.FinishReason = ToFinishReason(message.StopReason);
        _stopped = true;
        End(steps);
    }

    private void Take(string kind, MessageEvent read, ICollection<StreamChatResponse> steps)
    {
        switch (kind)
        {
            case "error":
                ThrowIfError(read.Error);
                throw new ProviderFaultException("The provider broke the answer off with an error.");
            case "message_start" when read.Message is { } message:
                Begin(message);
                break;
            case "content_block_start" when read.ContentBlock is { } block:
                Begin(read.Index, block, steps);
                break;
            case "content_block_delta" when read.Delta is { } delta:
                Add(read.Index, delta, steps);
                break;
            case "content_block_stop":
                _toolCalls.End(read.Index, steps);
                break;
            case "message_delta":
                if (read.Delta?.StopReason is { } reason)
                {
                    _completion.FinishReason = ToFinishReason(reason);
                }

                Count(read.Usage);
                break;
        }
    }

    private void Begin(Message message)
    {
        _completion.Model = message.Model ?? "";
        Count(message.Usage);
    }

    private void Count(MessageUsage? usage) => _usage = usage is null ? _usage : _usage?.With(usage) ?? usage;

    private void Begin(int index, MessageBlock block, ICollection<StreamChatResponse> steps)
    {
        switch (block.Type)
        {
            case "text":
                steps.AddText(block.Text);
                break;
            case "thinking":
                steps.AddThinking(block.Thinking, block.Signature);
                break;
            case "redacted_thinking":
                steps.AddRedactedThinking(block.Data);
                break;
            case "tool_use":
                _toolCalls.Begin(index, block.Id, block.Name, ProviderJson.ArgumentsText(block.Input), steps);
                break;
        }
    }

    private void Add(int index, MessageDelta delta, ICollection<StreamChatResponse> steps)
    {
        switch (delta.Type)
        {
            case "text_delta":
                steps.AddText(delta.Text);
                break;
            case "thinking_delta":
                steps.AddThinking(delta.Thinking);
                break;
            case "signature_delta":
                steps.AddThinking(null, delta.Signature);
                break;
            case "input_json_delta":
                _toolCalls.Add(index, delta.PartialJson, steps);
                break;
        }
    }

    private static void ThrowIfError(JsonElement? error)
    {
        if (error is { ValueKind: not JsonValueKind.Null } told)
        {
            throw new ProviderFaultException(ProviderErrorMessage.Read(told) ?? "The provider broke the answer off with an error.");
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class =>
        ProviderJson.Read(json, type, "The provider sent what is no message nor an event of one.");

    private static FinishReason ToFinishReason(string? reason) => reason switch
    {
        // A paused turn goes on when the answer is sent back; for now it is over.
        "end_turn" or "stop_sequence" or "pause_turn" => FinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => FinishReason.Unspecified,
    };
}
