namespace Text2Llm.Proxy.Models;

/// <summary>The lists of models.</summary>
internal static class ModelsExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton<KeyFingerprint>()
        .AddSingleton<ModelCache>()
        .AddSingleton<OneAtATime>()
        .AddSingleton<ModelList>()
        .AddSingleton<ModelsEndpoint>();

    /// <summary>Serves them.</summary>
    public static void MapModels(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/proxy/models", app.ServiceProvider.GetRequiredService<ModelsEndpoint>().HandleAsync);
}
