using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Searches the web through a provider, with the caller's key for it.</summary>
internal sealed class WebSearch(
    SearchProviderCatalog providers, ProviderSwitches switches, RequestAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
{
    private const int LargestAnswer = 1024 * 1024;

    /// <summary>Makes one search.</summary>
    /// <exception cref="CallException">The search is wrong, its caller may not make it, or the provider failed.</exception>
    public async Task<SearchResponse> SearchAsync(HttpContext context, SearchRequest search, CancellationToken cancel)
    {
        var provider = providers.Find(context.Request.Headers["x-provider"]);
        switches.Check(provider.Id);
        var key = ProviderKey.From(context.Request.Headers["x-provider-key"], provider);
        SearchRequestValidation.Check(search);

        var timeLimit = options.Value.CallTimeout;
        await admission.AdmitAsync(context, timeLimit, cancel);
        using var call = calls.Begin(provider, key, timeLimit, telemetry: null, cancel);
        using var answer = await call.SendAsync(() => provider.Adapter.CreateRequest(provider, key.Secret, search));
        return await call.GuardAsync(() => WholeAnswer.ReadAsync(
            answer, provider, key, LargestAnswer, body => Read(provider, body, SearchCount.Of(search)), call.Cancel));
    }

    private static SearchResponse Read(SearchProvider provider, ReadOnlyMemory<byte> answer, int count)
    {
        var response = new SearchResponse();
        response.Results.AddRange(provider.Adapter.Read(answer.Span).Where(SearchResults.IsPage).Take(count));
        return response;
    }
}
