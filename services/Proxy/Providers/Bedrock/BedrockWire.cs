using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Amazon Bedrock's wire format.</summary>
internal static class BedrockWire
{
    /// <summary>Its name in the configuration.</summary>
    public const string Name = "bedrock";

    /// <summary>Adds it as <c>bedrock</c>.</summary>
    public static IServiceCollection AddBedrockWire(this IServiceCollection services) => services
        .AddSingleton<BedrockRequests>()
        .AddSingleton(provider => new ProviderWire(
            Name,
            new BedrockChat(provider.GetRequiredService<BedrockRequests>()),
            new BedrockModels(provider.GetRequiredService<BedrockRequests>())))
        .AddSingleton<IValidateOptions<ProvidersOptions>, BedrockRegionValidator>();
}
