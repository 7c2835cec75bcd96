using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>Embeddings in the house's shape, translated for the provider and back.</summary>
internal sealed class TranslatedEmbeddings(CallAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
{
    private const int MaxAnswerBytes = 32 * 1024 * 1024;

    /// <summary>Has the provider turn the texts into vectors.</summary>
    /// <exception cref="CallException">The request has mistakes, the user may not call now, or the provider failed.</exception>
    public async Task<EmbedResponse> EmbedAsync(
        HttpContext context,
        Provider provider,
        ProviderKey key,
        EmbedRequest texts,
        UnsupportedFields unsupported,
        CallRoute route,
        CancellationToken caller)
    {
        var adapter = provider.Wire.Embeddings ?? throw new CallException(
            CallError.Invalid($"{provider.DisplayName} has no embeddings that this installation can ask for; name another provider."));
        HttpRequestMessage Create() => adapter.CreateRequest(provider, key, texts, unsupported);
        using (Create())
        {
            unsupported.Check(provider);
        }

        EmbedRequestValidation.Check(texts);
        var timeLimit = options.Value.CallTimeout;
        using var ticket = await admission.AdmitAsync(
            context,
            key,
            new MeteredCall(provider, texts.Model, route, IsStreamed: false),
            texts.Inputs.Sum(text => TokenEstimate.OfText(text)),
            answerTokens: 0,
            timeLimit);
        using var call = calls.Begin(provider, key, timeLimit, ticket.Telemetry, caller);
        using var answer = await call.SendAsync(Create);
        return await call.GuardAsync(async () =>
        {
            var response = await WholeAnswer.ReadAsync(
                answer, provider, key, MaxAnswerBytes, whole => Read(adapter, whole, texts), call.Cancel);
            Count(response, ticket.Meter);
            return response;
        });
    }

    private static EmbedResponse Read(IEmbeddingsAdapter adapter, ReadOnlyMemory<byte> answer, EmbedRequest texts)
    {
        var response = adapter.Read(answer.Span);
        if (response.Embeddings.Count != texts.Inputs.Count)
        {
            throw new ProviderFaultException($"The provider sent {response.Embeddings.Count} vectors for {texts.Inputs.Count} texts.");
        }

        if (!response.Embeddings.All(vector => vector.Values.All(float.IsFinite)))
        {
            throw new ProviderFaultException("The provider sent a vector with what is no number.");
        }

        if (response.Model.Length == 0)
        {
            response.Model = texts.Model;
        }

        return response;
    }

    private static void Count(EmbedResponse response, UsageMeter meter)
    {
        meter.Answered();
        if (response.Usage is { } usage)
        {
            meter.Reported(usage);
        }

        response.Usage = meter.Usage;
        meter.Completed();
    }
}
