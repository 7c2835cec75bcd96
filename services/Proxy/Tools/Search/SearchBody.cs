using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>A search as it comes over HTTP; the members are those of <see cref="SearchRequest"/>.</summary>
/// <param name="Query">What to search for.</param>
/// <param name="Count">The most results.</param>
/// <param name="Freshness"><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Country">Two letters.</param>
/// <param name="Language">Two letters.</param>
internal sealed record SearchBody(string? Query, int? Count, string? Freshness, string? Country, string? Language)
{
    /// <summary>The same in the house's shape, yet to be checked.</summary>
    /// <exception cref="CallException">The freshness is none.</exception>
    public SearchRequest ToRequest()
    {
        var request = new SearchRequest
        {
            Query = Query ?? "",
            Freshness = ToFreshness(Freshness),
            Country = Country ?? "",
            Language = Language ?? "",
        };
        if (Count is { } count)
        {
            request.Count = count;
        }

        return request;
    }

    private static Freshness ToFreshness(string? word) => word switch
    {
        null => Protos.V1.Freshness.Unspecified,
        "day" => Protos.V1.Freshness.Day,
        "week" => Protos.V1.Freshness.Week,
        "month" => Protos.V1.Freshness.Month,
        "year" => Protos.V1.Freshness.Year,
        _ => throw new CallException(CallError.Invalid("freshness must be one of day, week, month, year, or be left out.")),
    };
}
