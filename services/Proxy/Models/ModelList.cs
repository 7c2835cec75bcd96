using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Models;

/// <summary>
/// The models that a caller's key may use. A provider is asked once an hour for each key; those who ask meanwhile wait for that answer. What
/// failed is not kept: the next in turn asks again.
/// </summary>
internal sealed class ModelList(
    CallAdmission admission,
    RequestAdmission requests,
    KeyFingerprint fingerprints,
    ModelCache cache,
    OneAtATime turns,
    UpstreamCalls calls,
    IOptions<ProxyOptions> options)
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>The list, by id. It counts as one request of the user's, whether the provider has to be asked or not.</summary>
    /// <exception cref="CallException">The provider has no list, the user may not call now, or the provider failed.</exception>
    public async Task<IReadOnlyList<Model>> GetAsync(HttpContext context, CancellationToken caller)
    {
        var (provider, key) = admission.Identify(context.Request);
        var adapter = provider.Wire.Models ?? throw new CallException(CallError.Invalid(
            $"{provider.DisplayName} has no list of models that this installation can ask for; name the model you want."));
        var timeLimit = options.Value.CallTimeout;
        await requests.AdmitAsync(context, timeLimit, caller);
        var fingerprint = fingerprints.Of(provider, key);
        if (cache.Find(fingerprint) is { } kept)
        {
            return kept;
        }

        using var call = calls.Begin(provider, key, timeLimit, telemetry: null, caller);
        return await call.GuardAsync(async () =>
        {
            using var turn = await turns.EnterAsync(fingerprint, call.Cancel);
            if (cache.Find(fingerprint) is { } fetched)
            {
                return fetched;
            }

            var models = await FetchAsync(provider, key, adapter, call);
            cache.Keep(fingerprint, models);
            return models;
        });
    }

    private static async Task<IReadOnlyList<Model>> FetchAsync(Provider provider, ProviderKey key, IModelsAdapter adapter, UpstreamCall call)
    {
        using var answer = await call.SendAsync(() => adapter.CreateRequest(provider, key));
        var models = await WholeAnswer.ReadAsync(answer, provider, key, MaxAnswerBytes, whole => adapter.Read(whole.Span), call.Cancel);
        return [.. models.OrderBy(model => model.Id, StringComparer.Ordinal)];
    }
}
