using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Checks a search, and names every mistake at once.</summary>
internal static class SearchRequestValidation
{
    private const int LongestQuery = 2000;
    private const int MostResults = 20;

    /// <summary>Refuses a search that no provider could answer.</summary>
    /// <exception cref="CallException">The search has mistakes.</exception>
    public static void Check(SearchRequest search)
    {
        var mistakes = Mistakes(search).ToList();
        if (mistakes.Count > 0)
        {
            throw new CallException(CallError.Invalid(string.Join(" ", mistakes)));
        }
    }

    private static IEnumerable<string> Mistakes(SearchRequest search)
    {
        if (string.IsNullOrWhiteSpace(search.Query) || search.Query.Length > LongestQuery)
        {
            yield return $"query has {search.Query.Length} characters; it must have 1 to {LongestQuery}, and not only spaces.";
        }

        if (search is { HasCount: true, Count: < 1 or > MostResults })
        {
            yield return $"count is {search.Count}; it must be from 1 to {MostResults}.";
        }

        if (!Enum.IsDefined(search.Freshness))
        {
            yield return $"freshness is {(int)search.Freshness}, which is none of the known ones.";
        }

        if (!IsEmptyOrTwoLetters(search.Country))
        {
            yield return "country must be two letters of ISO 3166-1, for instance CH, or empty.";
        }

        if (!IsEmptyOrTwoLetters(search.Language))
        {
            yield return "language must be two letters of ISO 639-1, for instance de, or empty.";
        }
    }

    private static bool IsEmptyOrTwoLetters(string code) => code.Length is 0 or 2 && code.All(char.IsAsciiLetter);
}
