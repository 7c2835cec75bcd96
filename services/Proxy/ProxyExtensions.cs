using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Chat;
using Text2Llm.Proxy.Chat.Passed;
using Text2Llm.Proxy.Chat.Translated;
using Text2Llm.Proxy.Embeddings;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Models;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Anthropic;
using Text2Llm.Proxy.Providers.Bedrock;
using Text2Llm.Proxy.Providers.Gemini;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.Proxy.Tools;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Identity;
using Text2Llm.ServiceDefaults.Shutdown;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Proxy;

/// <summary>The proxy's parts.</summary>
public static class ProxyExtensions
{
    /// <summary>Adds everything that a chat passes through.</summary>
    public static WebApplicationBuilder AddProxy(this WebApplicationBuilder builder)
    {
        // First, so that every other source of configuration overrides it.
        foreach (var file in (ReadOnlySpan<string>)["providers.json", "prices.json"])
        {
            builder.Configuration.Sources.Insert(0, new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, file) }.Resolved());
        }

        var services = builder.Services;
        services.AddServiceDefaults();
        services.AddCallerIdentity();
        services.AddCheckedOptions<ProxyOptions>(ProxyOptions.Section);
        services.AddSingleton<IValidateOptions<ProxyOptions>, AllowedOriginsValidator>();
        services.AddProviders();
        services.AddSwitches(builder.Configuration);
        services.AddLimits(builder.Configuration);
        services.AddUsageEvents(builder.Configuration);
        services.AddSingleton<UpstreamConnections>();
        services.AddSingleton<UpstreamCalls>();
        services.AddSingleton<ChatTelemetry>();
        services.AddSingleton<CallAdmission>();
        services.AddSingleton<RequestAdmission>();
        services.AddSingleton<ChatExchange>();
        services.AddSingleton<PassedChat>();
        services.AddSingleton<TranslatedChat>();
        services.AddSingleton<ChatCompletionsEndpoint>();
        services.AddModels();
        services.AddEmbeddings();
        services.AddGrpc().AddServiceOptions<ChatGrpcService>(grpc => grpc.MaxReceiveMessageSize = null);
        services.AddTools();
        services.AddBrowserCalls();
        return builder;
    }

    /// <summary>Serves the proxy's two surfaces and its health.</summary>
    public static void MapProxy(this WebApplication app)
    {
        app.CheckConfiguration();
        app.UseCors();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseDrain();
        app.UseCallErrors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<MessageLimit>();

        app.MapHealth();
        app.MapGrpcService<ChatGrpcService>();
        app.MapPost("/v1/proxy/chat/completions", app.Services.GetRequiredService<ChatCompletionsEndpoint>().HandleAsync);
        app.MapTools();
        app.MapModels();
        app.MapEmbeddings();
    }

    private static void AddProviders(this IServiceCollection services)
    {
        services.AddCheckedOptions<ProvidersOptions>(ProviderOptions.Section);
        services.AddSingleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsValidator>();
        services.AddOpenAIWires();
        services.AddAnthropicWire();
        services.AddBedrockWire();
        services.AddGeminiWire();
        services.AddSingleton<ProviderCatalog>();
    }

    /// <summary>Lets pages of the configured origins call, over gRPC-Web and over HTTP.</summary>
    private static void AddBrowserCalls(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<ProxyOptions>>((cors, proxy) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. proxy.Value.AllowedOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders("authorization", "content-type", "grpc-timeout", "x-grpc-web", "x-provider", "x-provider-key", "x-unsupported", "x-user-agent")
            .WithExposedHeaders(
                "grpc-accept-encoding", "grpc-encoding", "grpc-message", "grpc-status", "grpc-status-details-bin",
                "Retry-After", RateLimitHeaders.Policy, RateLimitHeaders.State)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }

    private static JsonConfigurationSource Resolved(this JsonConfigurationSource source)
    {
        source.ResolveFileProvider();
        return source;
    }
}
