using Text2Llm.Pipeline.Jobs.Filters;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules of a job's filters that concern several fields.</summary>
internal static class FilterRules
{
    public static void Check(IReadOnlyList<FilterSpec> filters, MistakeList mistakes)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            var path = $"spec.filters[{i}]";
            if (!mistakes.AnyAt(path))
            {
                Check(filters[i], path, mistakes);
            }
        }
    }

    private static void Check(FilterSpec filter, string path, MistakeList mistakes)
    {
        var members = RecordBinder.Properties(typeof(FilterSpec));
        string[] given = [.. members.Where(member => member.Value.GetValue(filter) is not null).Select(member => member.Key)];
        if (given.Length != 1)
        {
            mistakes.Add(path, given.Length == 0
                ? $"names no filter; write one of {string.Join(", ", members.Keys)}, with its fields, or with {{}} for its defaults"
                : $"names {string.Join(" and ", given)}; give each of them an entry of its own");
            return;
        }

        if (filter.Words is { } words)
        {
            CheckWords(words, $"{path}.words", mistakes);
        }

        if (filter.Length is { } length)
        {
            CheckLength(length, $"{path}.length", mistakes);
        }

        if (filter.GopherQuality is { } quality)
        {
            CheckOrder(quality.MinWords, quality.MaxWords, $"{path}.gopherQuality.maxWords", "minWords", mistakes);
            CheckOrder(
                quality.MinMeanWordLength, quality.MaxMeanWordLength, $"{path}.gopherQuality.maxMeanWordLength", "minMeanWordLength", mistakes);
        }
    }

    private static void CheckWords(WordsSpec words, string path, MistakeList mistakes)
    {
        var allow = words.Allow is not null || words.AllowFile is not null;
        var deny = words.Deny is not null || words.DenyFile is not null;
        if (allow == deny)
        {
            mistakes.Add(path, allow
                ? "both allows and denies; give each of the two an entry of its own"
                : "names no words; give allow or deny (a list of them), or allowFile or denyFile (a file of them)");
        }

        CheckList(words.Allow, $"{path}.allow", mistakes);
        CheckList(words.Deny, $"{path}.deny", mistakes);
    }

    private static void CheckList(IReadOnlyList<string>? words, string path, MistakeList mistakes)
    {
        if (words is not null && words.All(string.IsNullOrWhiteSpace))
        {
            mistakes.Add(path, "has no word; name at least one");
        }
    }

    private static void CheckLength(LengthSpec length, string path, MistakeList mistakes)
    {
        if ((length.MinCharacters ?? length.MaxCharacters ?? length.MinWords ?? length.MaxWords ?? length.MinTokens ?? length.MaxTokens) is null)
        {
            mistakes.Add(path, "sets no limit; give minCharacters, maxCharacters, minWords, maxWords, minTokens or maxTokens");
        }

        CheckOrder(length.MinCharacters, length.MaxCharacters, $"{path}.maxCharacters", "minCharacters", mistakes);
        CheckOrder(length.MinWords, length.MaxWords, $"{path}.maxWords", "minWords", mistakes);
        CheckOrder(length.MinTokens, length.MaxTokens, $"{path}.maxTokens", "minTokens", mistakes);
    }

    private static void CheckOrder(double? min, double? max, string path, string minName, MistakeList mistakes)
    {
        if (max < min)
        {
            mistakes.Add(path, FormattableString.Invariant($"is {max}, less than {minName}, which is {min}"));
        }
    }
}
