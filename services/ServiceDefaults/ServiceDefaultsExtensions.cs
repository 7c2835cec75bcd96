using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.ServiceDefaults;

/// <summary>What every service begins with.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds the clock, health, an orderly shutdown, and gRPC with the product's errors.</summary>
    public static IServiceCollection AddServiceDefaults(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDrain();
        services.AddHealth();
        services.AddSingleton<CallErrorMetrics>();

        // It logs the message of every error that a caller is told, and that may quote a provider, who may quote a chat or a key.
        services.AddLogging(logging => logging.AddFilter("Grpc.AspNetCore.Server", LogLevel.Warning));
        services.AddGrpc(grpc => grpc.Interceptors.Add<CallErrorInterceptor>());

        // A compressed message could be of any size; gRPC adds gzip where nothing else is left.
        services.PostConfigure<GrpcServiceOptions>(grpc => grpc.CompressionProviders.Clear());
        return services;
    }

    /// <summary>Answers what an HTTP endpoint throws with the product's error object.</summary>
    public static IApplicationBuilder UseCallErrors(this IApplicationBuilder app) => app.UseMiddleware<CallErrorMiddleware>();
}
