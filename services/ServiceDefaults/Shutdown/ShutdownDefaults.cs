using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>How a service stops without cutting off its callers.</summary>
public static class ShutdownDefaults
{
    // After the calls' last words: for the host to close its connections and for its services to flush.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>Adds the service's orderly end, as <see cref="ShutdownOptions"/> says.</summary>
    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddCheckedOptions<ShutdownOptions>(ShutdownOptions.Section);
        services.AddSingleton<Drain>();
        services.AddSingleton<OrderlyStop>();
        services.AddHostedService(provider => provider.GetRequiredService<OrderlyStop>());
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) =>
            host.ShutdownTimeout = shutdown.Value.Delay + shutdown.Value.LongestDrain + OrderlyStop.LastWords + Margin);
        return services;
    }

    /// <summary>Waits for the calls that pass here before the service stops, and refuses those that come after.</summary>
    public static IApplicationBuilder UseDrain(this IApplicationBuilder app) => app.UseMiddleware<DrainMiddleware>();
}
