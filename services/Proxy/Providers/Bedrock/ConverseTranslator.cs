using System.Text.Json.Serialization.Metadata;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Turns the messages of one streamed answer, or a whole one, into the house's steps. Bedrock does not say which model answered.</summary>
internal sealed class ConverseTranslator
{
    private readonly ToolCallBlocks _toolCalls = new();
    private readonly Completion _completion = new();
    private bool _stopped;

    /// <summary>Takes the next message, and adds what it means.</summary>
    /// <exception cref="ProviderFaultException">It tells of an error, or makes no sense.</exception>
    public void Take(EventStreamMessage message, ICollection<StreamChatResponse> steps)
    {
        switch (message.Kind)
        {
            case "event" when message.Type is "contentBlockStart" or "contentBlockDelta" or "contentBlockStop" or "messageStop" or "metadata":
                Take(message.Type, Read(message.Payload.Span, ConverseJson.Default.ConverseEvent), steps);
                break;
            case "exception":
                throw new ProviderFaultException(Explain(message));
            case "error":
                throw new ProviderFaultException(Sentence(message.ErrorMessage, message.Type));
        }
    }

    /// <summary>The provider ended the stream: adds the completion.</summary>
    /// <exception cref="ProviderFaultException">The answer was not complete.</exception>
    public void End(ICollection<StreamChatResponse> steps) => steps.Add(_stopped
        ? new() { Completion = _completion }
        : throw new ProviderFaultException("The provider ended the answer before it was complete."));

    /// <summary>Takes an answer that came whole.</summary>
    /// <exception cref="ProviderFaultException">It is none.</exception>
    public void TakeWhole(ReadOnlySpan<byte> json, ICollection<StreamChatResponse> steps)
    {
        var answer = Read(json, ConverseJson.Default.ConverseAnswer);
        if (answer.Output?.Message?.Content is not { } blocks)
        {
            throw new ProviderFaultException("The provider sent an answer that is not a message.");
        }

        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            steps.AddText(block?.Text);
            steps.AddThinking(block?.ReasoningContent?.ReasoningText?.Text, block?.ReasoningContent?.ReasoningText?.Signature);
            steps.AddRedactedThinking(block?.ReasoningContent?.RedactedContent);
            Begin(index, block?.ToolUse, steps);
            _toolCalls.End(index, steps);
        }

        Stop(answer.StopReason);
        Count(answer.Usage);
        End(steps);
    }

    private void Take(string type, ConverseEvent read, ICollection<StreamChatResponse> steps)
    {
        switch (type)
        {
            case "contentBlockStart":
                Begin(read.ContentBlockIndex, read.Start?.ToolUse, steps);
                break;
            case "contentBlockDelta":
                steps.AddText(read.Delta?.Text);
                steps.AddThinking(read.Delta?.ReasoningContent?.Text, read.Delta?.ReasoningContent?.Signature);
                steps.AddRedactedThinking(read.Delta?.ReasoningContent?.RedactedContent);
                _toolCalls.Add(read.ContentBlockIndex, read.Delta?.ToolUse?.Input, steps);
                break;
            case "contentBlockStop":
                _toolCalls.End(read.ContentBlockIndex, steps);
                break;
            case "messageStop":
                Stop(read.StopReason);
                break;
            case "metadata":
                Count(read.Usage);
                break;
        }
    }

    private void Begin(int index, ConverseToolUse? toolUse, ICollection<StreamChatResponse> steps)
    {
        if (toolUse is not null)
        {
            _toolCalls.Begin(index, toolUse.ToolUseId, toolUse.Name, ProviderJson.ArgumentsText(toolUse.Input), steps);
        }
    }

    private void Count(ConverseUsage? usage) => _completion.Usage = usage?.ToTokenUsage() ?? _completion.Usage;

    private void Stop(string? reason)
    {
        _stopped = true;
        _completion.FinishReason = reason switch
        {
            "end_turn" or "stop_sequence" => FinishReason.Stop,
            "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
            "tool_use" => FinishReason.ToolCalls,
            "guardrail_intervened" or "content_filtered" => FinishReason.ContentFilter,
            _ => FinishReason.Unspecified,
        };
    }

    /// <summary>An exception's sentence: its payload's <c>message</c>.</summary>
    private static string Explain(EventStreamMessage exception)
    {
        try
        {
            return Sentence(Read(exception.Payload.Span, ConverseJson.Default.ConverseEvent).Message, exception.Type);
        }
        catch (ProviderFaultException)
        {
            return Sentence(null, exception.Type);
        }
    }

    private static string Sentence(string? told, string type) =>
        !string.IsNullOrEmpty(told) ? told : $"The provider broke the answer off with an error: {type}.";

    private static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class =>
        ProviderJson.Read(json, type, "The provider sent what is no Converse answer nor an event of one.");
}
