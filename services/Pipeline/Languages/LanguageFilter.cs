using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Languages;

/// <summary>Drops records by their language, and counts the languages of all, as <c>language.en</c>.</summary>
/// <param name="spec">Which languages stay.</param>
/// <param name="identifier">What identifies them; of this thread.</param>
internal sealed class LanguageFilter(LanguageSpec spec, LanguageIdentifier identifier) : IRecordStep
{
    /// <summary>The reasons for which it drops.</summary>
    public const string NotAllowed = "language.notAllowed", Denied = "language.denied", Uncertain = "language.uncertain";

    private readonly HashSet<string>? _allowed = spec.Allow?.ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = [.. spec.Deny ?? []];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "language";

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        var guess = identifier.Identify(record.Content);
        var language = guess.Confidence >= spec.MinConfidence ? guess.Code : LanguageCodes.Undetermined;
        _counts[language] = _counts.GetValueOrDefault(language) + 1;
        if (_denied.Contains(language))
        {
            return new Drop(Denied, Detail(guess));
        }

        return _allowed is null || _allowed.Contains(language) ? null
            : new Drop(language == LanguageCodes.Undetermined ? Uncertain : NotAllowed, Detail(guess));
    }

    /// <inheritdoc/>
    public void AddCounts(IDictionary<string, long> counts)
    {
        foreach (var (language, count) in _counts)
        {
            var name = $"language.{language}";
            counts[name] = (counts.TryGetValue(name, out var before) ? before : 0) + count;
        }
    }

    private static FormattableString Detail(LanguageGuess guess) => $"{guess.Code} with confidence {guess.Confidence:f2}";
}
