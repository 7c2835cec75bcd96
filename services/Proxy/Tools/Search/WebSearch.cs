using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Searches the web through a provider, with the caller's key for it.</summary>
internal sealed class WebSearch(
    SearchProviderCatalog providers, ProviderSwitches switches, ToolAdmission admission, UpstreamCalls calls, IOptions<ProxyOptions> options)
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
        return await call.GuardAsync(() => ReadAsync(provider, key, answer, SearchCount.Of(search), call.Cancel));
    }

    private static async Task<SearchResponse> ReadAsync(
        SearchProvider provider, ProviderKey key, HttpResponseMessage answer, int count, CancellationToken cancel)
    {
        if ((int)answer.StatusCode >= StatusCodes.Status400BadRequest)
        {
            throw new CallException((await ProviderErrorAnswer.ReadAsync(answer, key, cancel)).ToCallError(provider));
        }

        if (!answer.IsSuccessStatusCode)
        {
            throw new ProviderFaultException($"{provider.DisplayName} answered with status {(int)answer.StatusCode}, which is no answer.");
        }

        var (body, isWhole) = await BoundedContent.ReadAsync(answer.Content, LargestAnswer, cancel);
        if (!isWhole)
        {
            throw new ProviderFaultException($"{provider.DisplayName} sent an answer of more than {LargestAnswer} bytes.");
        }

        var response = new SearchResponse();
        response.Results.AddRange(provider.Adapter.Read(body.Span).Where(SearchResults.IsPage).Take(count));
        return response;
    }
}
