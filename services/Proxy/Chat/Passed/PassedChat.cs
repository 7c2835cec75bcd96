using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>A chat completion for a provider that takes them: its bytes pass there and back, and metering reads along.</summary>
internal sealed class PassedChat(CallAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
{
    public async Task HandleAsync(
        HttpContext context,
        Provider provider,
        ProviderKey key,
        IOpenAIPassage passage,
        UnsupportedFields unsupported,
        ReadOnlyMemory<byte> body)
    {
        var head = ChatCompletionHead.Read(body.Span);
        var asksForUsage = head is { IsStreamed: true, TellsUsage: false } && passage.StreamsUsage && provider.Options.StreamsUsage;
        var outgoing = PassedBody.Of(body, head, passage.UnsupportedFields, unsupported, asksForUsage);
        unsupported.Check(provider);

        var timeLimit = head.IsStreamed ? options.Value.StreamTimeout : options.Value.CallTimeout;
        using var ticket = await admission.AdmitAsync(
            context, key, new MeteredCall(provider, head.Model, CallRoute.HttpChat, head.IsStreamed), head.PromptTokens, head.AnswerTokens, timeLimit);
        using var call = calls.Begin(provider, key, timeLimit, ticket.Telemetry, context.RequestAborted);
        using var answer = await call.SendAsync(() => passage.CreateRequest(provider, key, "chat/completions", outgoing));

        // The answer may be long in coming; what was asked is needed no more.
        body = outgoing = default;
        if (!answer.IsSuccessStatusCode)
        {
            var error = await call.GuardAsync(() => ProviderErrorAnswer.ReadAsync(answer, key, call.Cancel));
            await error.PassAsync(context.Response, provider, call.Cancel);
            return;
        }

        ticket.Meter.Answered();
        AnswerHeaders.Set(context, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString());
        if (answer.Content.Headers.ContentType?.MediaType == SseAnswer.MediaType)
        {
            await PassAsync(context, call, answer, new StreamPassage(ticket.Meter, hidesUsage: asksForUsage));
            return;
        }

        // Its bytes pass as they are, so its length is known: one packet rather than chunks.
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        await PassAsync(context, call, answer, new WholePassage(ticket.Meter));
    }

    private static async Task PassAsync(HttpContext context, UpstreamCall call, HttpResponseMessage answer, AnswerPassage passage)
    {
        try
        {
            await using var source = await answer.Content.ReadAsStreamAsync(call.Cancel);
            await passage.PassAsync(source, context.Response.Body, call.Cancel);
        }
        catch (Exception failure) when (call.Explain(failure) is { } error)
        {
            if (!context.Response.HasStarted)
            {
                throw new CallException(error, failure);
            }

            if (passage.ErrorEvent(error) is not { } notice)
            {
                // Half an answer must not look whole.
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(notice, context.RequestAborted);
        }
    }
}
