using System.Collections.Frozen;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>How a provider's chat completions and embeddings depart from OpenAI's. As it is made, it describes what most followers take.</summary>
internal sealed record OpenAIDialect
{
    /// <summary>The request header that takes the key; null for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Whether it takes <c>stream_options.include_usage</c>. Those that do not either tell unasked or never.</summary>
    public bool StreamsUsage { get; init; } = true;

    /// <summary>The field for the most tokens of an answer.</summary>
    public string MaxTokensField { get; init; } = "max_tokens";

    /// <summary>The field for the seed.</summary>
    public string SeedField { get; init; } = "seed";

    /// <summary>The field for the opaque id of the person.</summary>
    public string UserField { get; init; } = "user";

    /// <summary>The word of <c>tool_choice</c> that asks for at least one tool.</summary>
    public string RequiredToolWord { get; init; } = "required";

    /// <summary>The most stop sequences; null where the provider is left to judge.</summary>
    public int? MostStops { get; init; }

    /// <summary>Whether <c>response_format</c> may be a schema.</summary>
    public bool TakesJsonSchema { get; init; } = true;

    /// <summary>Whether a tool may be <c>strict</c>.</summary>
    public bool TakesStrictTools { get; init; } = true;

    /// <summary>Whether a seal on a tool call goes back as the call's <c>extra_content</c>, which is where Google's endpoint puts it.</summary>
    public bool TakesExtraContent { get; init; }

    /// <summary>Whether it passes over fields in silence unless <c>provider.require_parameters</c> forbids it.</summary>
    public bool HonoursAllOnlyIfTold { get; init; }

    /// <summary>How the thoughts of former answers go back.</summary>
    public FormerThoughts FormerThoughts { get; init; } = FormerThoughts.LeftOut;

    /// <summary>Writes how much the model may think.</summary>
    public ReasoningWriter Reasoning { get; init; } = ReasoningEffortWriter.Write;

    /// <summary>Makes of a tool call's id one that the provider takes, the same one each time.</summary>
    public Func<string, string> ToolCallId { get; init; } = id => id;

    /// <summary>The field for the length of embeddings; null where they have only their own.</summary>
    public string? DimensionsField { get; init; } = "dimensions";

    /// <summary>Top-level fields that the provider is known to refuse, or to pass over in silence.</summary>
    public IReadOnlySet<string> UnsupportedFields { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether a field may be written; otherwise it is named to <paramref name="unsupported"/>.</summary>
    public bool Takes(string field, UnsupportedFields unsupported)
    {
        if (!UnsupportedFields.Contains(field))
        {
            return true;
        }

        unsupported.Add(field);
        return false;
    }
}
