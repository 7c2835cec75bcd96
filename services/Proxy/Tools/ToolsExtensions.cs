using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Tools.Fetch;
using Text2Llm.Proxy.Tools.Search;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Proxy.Tools;

/// <summary>What an agent in a browser cannot do by itself: web search, and pages of other origins.</summary>
internal static class ToolsExtensions
{
    /// <summary>Adds search and fetch.</summary>
    public static void AddTools(this IServiceCollection services)
    {
        services.AddCheckedOptions<SearchProvidersOptions>(SearchProviderOptions.Section);
        services.AddSingleton<IValidateOptions<SearchProvidersOptions>, SearchProvidersOptionsValidator>();
        services.AddSingleton<ISearchAdapter, BraveAdapter>();
        services.AddSingleton<ISearchAdapter, PerplexityAdapter>();
        services.AddSingleton<SearchProviderCatalog>();
        services.AddSingleton<WebSearch>();

        services.AddCheckedOptions<FetchOptions>(FetchOptions.Section);
        services.AddSingleton<IValidateOptions<FetchOptions>, FetchOptionsValidator>();
        services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<PublicHosts>();
        services.AddSingleton<PageConnections>();
        services.AddSingleton<PageFetcher>();
        services.AddSingleton<WebFetch>();

        services.AddSingleton<ToolEndpoints>();
    }

    /// <summary>Serves them over gRPC and over HTTP.</summary>
    public static void MapTools(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<ToolEndpoints>();
        app.MapGrpcService<ToolGrpcService>();
        app.MapPost("/v1/proxy/search", endpoints.SearchAsync);
        app.MapPost("/v1/proxy/fetch", endpoints.FetchAsync);
    }
}
