using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Languages;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules of a filter of languages: only those that are told apart can be named.</summary>
internal static class LanguageRules
{
    public static void Check(IReadOnlyList<FilterSpec> filters, MistakeList mistakes)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            if (filters[i].Language is { } spec)
            {
                if (spec is { Allow: null, Deny: null or [] } && !mistakes.AnyAt($"spec.filters[{i}].language"))
                {
                    mistakes.Add($"spec.filters[{i}].language", "names no language; give allow or deny, a list of them");
                }

                Check(spec, $"spec.filters[{i}].language", mistakes);
            }
        }
    }

    private static void Check(LanguageSpec spec, string path, MistakeList mistakes)
    {
        CheckCodes(spec.Allow ?? [], $"{path}.allow", mistakes);
        CheckCodes(spec.Deny ?? [], $"{path}.deny", mistakes);
        foreach (var both in (spec.Allow ?? []).Intersect(spec.Deny ?? [], StringComparer.Ordinal))
        {
            mistakes.Add($"{path}.deny", $"has {both}, which allow has too");
        }
    }

    private static void CheckCodes(IReadOnlyList<string> codes, string path, MistakeList mistakes)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] != LanguageCodes.Undetermined && !LanguageCodes.All.Contains(codes[i]))
            {
                mistakes.Add(
                    $"{path}[{i}]", $"'{codes[i]}' is no language that is told apart; use {LanguageCodes.Undetermined} or {string.Join(", ", LanguageCodes.All)}");
            }
        }
    }
}
