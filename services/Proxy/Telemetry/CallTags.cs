using System.Diagnostics;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Telemetry;

/// <summary>By what a call is told apart in metrics and spans. There are only as many as configuration names.</summary>
/// <param name="Operation">What the call is for.</param>
/// <param name="ProviderName">The provider, by the conventions' name.</param>
/// <param name="Model">The model, or <see cref="GenAIConventions.OtherModel"/>.</param>
internal readonly record struct CallTags(string Operation, string ProviderName, string Model)
{
    /// <summary>The tag of the provider alone.</summary>
    public KeyValuePair<string, object?> Provider => new(GenAIConventions.ProviderName, ProviderName);

    /// <summary>The tags of a call.</summary>
    public static CallTags Of(MeteredCall call) => new(
        call.Route.Operation,
        GenAIConventions.NameOf(call.Provider.Id),
        call.Provider.Options.SuggestedModels.Contains(call.Model) ? call.Model : GenAIConventions.OtherModel);

    public TagList ToTagList() => new()
    {
        { GenAIConventions.OperationName, Operation },
        Provider,
        { GenAIConventions.RequestModel, Model },
    };
}
