using System.Buffers;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Chat;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>Embeddings whose bytes pass untranslated, to the provider and back; metering reads along.</summary>
internal sealed class PassedEmbeddings(CallAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
{
    private const int ReadBytes = 16 * 1024;

    /// <summary>Passes one call.</summary>
    public async Task HandleAsync(
        HttpContext context, Provider provider, ProviderKey key, IOpenAIPassage passage, EmbeddingsBody body, ReadOnlyMemory<byte> bytes)
    {
        var timeLimit = options.Value.CallTimeout;
        using var ticket = await admission.AdmitAsync(
            context,
            key,
            new MeteredCall(provider, body.Model, CallRoute.HttpEmbeddings, IsStreamed: false),
            body.PromptTokens,
            answerTokens: 0,
            timeLimit);
        using var call = calls.Begin(provider, key, timeLimit, ticket.Telemetry, context.RequestAborted);
        using var answer = await call.SendAsync(() => passage.CreateRequest(provider, key, "embeddings", bytes));
        if (!answer.IsSuccessStatusCode)
        {
            var error = await call.GuardAsync(() => ProviderErrorAnswer.ReadAsync(answer, key, call.Cancel));
            await error.PassAsync(context.Response, provider, call.Cancel);
            return;
        }

        ticket.Meter.Answered();
        AnswerHeaders.Set(context, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString());
        try
        {
            await using var source = await answer.Content.ReadAsStreamAsync(call.Cancel);
            await PassAsync(source, context.Response.Body, ticket.Meter, call.Cancel);
        }
        catch (Exception failure) when (call.Explain(failure) is { } error)
        {
            if (!context.Response.HasStarted)
            {
                throw new CallException(error, failure);
            }

            // Half an answer must not look whole.
            context.Abort();
        }
    }

    private static async Task PassAsync(Stream source, Stream caller, UsageMeter meter, CancellationToken cancel)
    {
        var usage = new EmbeddingsUsageScan();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancel)) > 0)
            {
                usage.Take(buffer.AsSpan(0, read));
                await caller.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        if (usage.InputTokens is { } tokens)
        {
            meter.Reported(new Protos.V1.TokenUsage { InputTokens = tokens });
        }

        meter.Completed();
    }
}
