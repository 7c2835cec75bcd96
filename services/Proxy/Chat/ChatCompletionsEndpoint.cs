using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.Proxy.Chat;

/// <summary><c>POST /v1/proxy/chat/completions</c>: OpenAI's chat completions, passed to the provider and back byte for byte.</summary>
internal sealed class ChatCompletionsEndpoint(
    ChatAdmission admission, UpstreamConnections upstream, IOptions<ProxyOptions> options, Drain drain, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var (provider, key) = admission.Identify(context.Request);
        var body = await LimitedBody.ReadAsync(context.Request, options.Value.MaxRequestBytes, context.RequestAborted);
        var head = ChatCompletionHead.Read(body.Span);

        var timeLimit = head.IsStreamed ? options.Value.StreamTimeout : options.Value.CallTimeout;
        using var ticket = await admission.AdmitAsync(
            context, provider, head.Model, head.IsStreamed, body.Length, head.MaxOutputTokens, head.Choices, timeLimit);
        using var call = new UpstreamCall(provider, key, ticket.Telemetry, timeLimit, time, drain.Cut, context.RequestAborted);

        var asksForUsage = head is { IsStreamed: true, HasStreamOptions: false } && provider.Options.StreamsUsage;
        using var request = provider.Adapter.CreateRequest(
            provider, key.Value, asksForUsage ? ChatCompletionHead.AskForUsage(body) : body);
        using var answer = await call.SendAsync(upstream.Invoker, request);
        if (!answer.IsSuccessStatusCode)
        {
            var error = await call.GuardAsync(() => ProviderErrorAnswer.ReadAsync(answer, key, call.Cancel));
            await PassErrorAsync(context, provider, call, error);
            return;
        }

        ticket.Meter.Answered();
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        AnswerPassage passage = isStream
            ? new StreamPassage(ticket.Meter, hidesUsage: asksForUsage)
            : new WholePassage(ticket.Meter);
        await PassAsync(context, call, answer, passage);
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

    /// <summary>A provider's error passes with its status and body; what is neither an answer nor an error becomes one of ours.</summary>
    private static async Task PassErrorAsync(HttpContext context, Provider provider, UpstreamCall call, ProviderErrorAnswer error)
    {
        if (error.Status < StatusCodes.Status400BadRequest || error.Body.Length == 0)
        {
            throw new CallException(error.ToCallError(provider));
        }

        context.Response.StatusCode = error.Status;
        context.Response.ContentType = error.ContentType;
        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }

        await context.Response.WriteAsync(error.Body, call.Cancel);
    }
}
