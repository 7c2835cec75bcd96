using System.Diagnostics;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Telemetry;

/// <summary>By what a call is told apart in metrics and spans. There are only as many as configuration names.</summary>
/// <param name="ProviderName">The provider, by the conventions' name.</param>
/// <param name="Model">The model, or <see cref="GenAIConventions.OtherModel"/>.</param>
internal readonly record struct CallTags(string ProviderName, string Model)
{
    /// <summary>The tag of the provider alone.</summary>
    public KeyValuePair<string, object?> Provider => new(GenAIConventions.ProviderName, ProviderName);

    /// <summary>The tags of a call of <paramref name="model"/>, as the caller wrote it.</summary>
    public static CallTags Of(Provider provider, string model) => new(
        GenAIConventions.NameOf(provider.Id),
        provider.Options.SuggestedModels.Contains(model) ? model : GenAIConventions.OtherModel);

    public TagList ToTagList() => new()
    {
        { GenAIConventions.OperationName, GenAIConventions.Chat },
        Provider,
        { GenAIConventions.RequestModel, Model },
    };
}
