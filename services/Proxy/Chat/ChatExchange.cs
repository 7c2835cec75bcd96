using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat;

/// <summary>A chat in the house's shape, asked of a provider in the provider's own.</summary>
internal sealed class ChatExchange(
    CallAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
{
    private const int LongestWholeAnswer = 16 * 1024 * 1024;

    /// <summary>Asks, and hands on each step of the answer as it comes; the last one is the completion, with the call's usage.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="chat">The chat.</param>
    /// <param name="route">The way it came by.</param>
    /// <param name="take">Takes each step.</param>
    /// <param name="caller">Cancelled when the caller leaves.</param>
    /// <exception cref="CallException">The caller may not call, the provider cannot honour the chat, or it failed.</exception>
    public async Task RunAsync(
        HttpContext context,
        ChatCall chat,
        CallRoute route,
        Func<StreamChatResponse, CancellationToken, Task> take,
        CancellationToken caller)
    {
        // Made before the quota is asked: it is then known what the provider cannot honour.
        using var first = chat.Provider.Wire.Chat.CreateRequest(chat);
        chat.Unsupported.Check(chat.Provider);

        var timeLimit = chat.IsStreamed ? options.Value.StreamTimeout : options.Value.CallTimeout;
        using var ticket = await admission.AdmitAsync(
            context,
            chat.Key,
            new MeteredCall(chat.Provider, chat.Chat.Model, route, chat.IsStreamed),
            TokenEstimate.OfChat(chat.Chat),
            TokenEstimate.OfAnswer(chat.Chat),
            timeLimit);
        using var call = calls.Begin(chat.Provider, chat.Key, timeLimit, ticket.Telemetry, caller);
        using var answer = await call.SendAsync(
            () => call.Retries == 0 ? first : chat.Provider.Wire.Chat.CreateRequest(chat));

        // The answer may be long in coming; what was asked is needed no more.
        chat.Chat.Messages.Clear();
        chat.Chat.Tools.Clear();
        try
        {
            await PassAsync(chat, answer, ticket.Meter, take, call.Cancel);
        }
        catch (Exception failure) when (call.Explain(failure) is { } error)
        {
            throw new CallException(error, failure);
        }
    }

    private static async Task PassAsync(
        ChatCall chat,
        HttpResponseMessage answer,
        UsageMeter meter,
        Func<StreamChatResponse, CancellationToken, Task> take,
        CancellationToken cancel)
    {
        var adapter = chat.Provider.Wire.Chat;
        var mediaType = answer.Content.Headers.ContentType?.MediaType;

        // A stream that nobody asked for would have to be kept, and has no bound.
        var isStream = chat.IsStreamed && mediaType == adapter.StreamMediaType;
        if (!answer.IsSuccessStatusCode || (!isStream && mediaType != "application/json"))
        {
            throw new CallException((await ProviderErrorAnswer.ReadAsync(answer, chat.Key, cancel)).ToCallError(chat.Provider));
        }

        meter.Answered();
        if (isStream)
        {
            await using var source = await answer.Content.ReadAsStreamAsync(cancel);
            await foreach (var step in adapter.ReadStreamAsync(source, cancel))
            {
                Count(step, meter);

                // A write that is cancelled breaks a gRPC call off without a word; before it there is still time for one.
                cancel.ThrowIfCancellationRequested();
                await take(step, cancel);
            }

            return;
        }

        var (bytes, isWhole) = await BoundedContent.ReadAsync(answer.Content, LongestWholeAnswer, cancel);
        foreach (var step in isWhole ? adapter.ReadWhole(bytes.Span) : throw new ProviderFaultException("The provider sent an answer that is too large."))
        {
            Count(step, meter);
            await take(step, cancel);
        }
    }

    private static void Count(StreamChatResponse step, UsageMeter meter)
    {
        switch (step.EventCase)
        {
            case StreamChatResponse.EventOneofCase.TextDelta:
                meter.Written(step.TextDelta.Text.Length);
                break;
            case StreamChatResponse.EventOneofCase.ThinkingDelta:
                meter.Written(step.ThinkingDelta.Text.Length);
                break;
            case StreamChatResponse.EventOneofCase.ToolCallDelta:
                meter.Written(step.ToolCallDelta.Name.Length + step.ToolCallDelta.ArgumentsJson.Length);
                break;
            case StreamChatResponse.EventOneofCase.Completion:
                if (step.Completion.Usage is { } usage)
                {
                    meter.Reported(usage);
                }

                meter.Completed();
                step.Completion.Usage = meter.Usage;
                break;
        }
    }
}
