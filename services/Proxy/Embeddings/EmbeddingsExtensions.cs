namespace Text2Llm.Proxy.Embeddings;

/// <summary>The embeddings.</summary>
internal static class EmbeddingsExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services) => services
        .AddSingleton<PassedEmbeddings>()
        .AddSingleton<TranslatedEmbeddings>()
        .AddSingleton<EmbeddingsEndpoint>();

    /// <summary>Serves them.</summary>
    public static void MapEmbeddings(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/proxy/embeddings", app.ServiceProvider.GetRequiredService<EmbeddingsEndpoint>().HandleAsync);
}
