using System.Text.Json.Serialization;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Statistics;

/// <summary>What the report tells of the texts that were written: of each data file as JSON, and added up, in any order.</summary>
public sealed class TextStatistics
{
    /// <summary>Lengths in characters.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Characters { get; } = new();

    /// <summary>Lengths in words: what stands between white space.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Words { get; } = new();

    /// <summary>Lengths in tokens, estimated.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Tokens { get; } = new();

    /// <summary>How many records have which language; und where it is not sure. Of many records only some are looked at.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SortedDictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>How many records were looked at for their language: all, or a fair sample.</summary>
    public long LanguagesOf => Languages.Values.Sum();

    /// <summary>Adds a record.</summary>
    /// <param name="size">How long it is.</param>
    /// <param name="language">What its language is taken for; null where it was not looked at for that.</param>
    internal void Add(TextSize size, LanguageGuess? language)
    {
        Characters.Add(size.Characters);
        Words.Add(size.Words);
        Tokens.Add(size.Tokens);
        if (language is { } guess)
        {
            AddLanguage(guess.Confidence >= LanguageGuess.Sure ? guess.Code : LanguageCodes.Undetermined, 1);
        }
    }

    /// <summary>Adds all of another data file's.</summary>
    internal void Add(TextStatistics other)
    {
        Characters.Add(other.Characters);
        Words.Add(other.Words);
        Tokens.Add(other.Tokens);
        foreach (var (language, count) in other.Languages)
        {
            AddLanguage(language, count);
        }
    }

    private void AddLanguage(string language, long count) => Languages[language] = Languages.GetValueOrDefault(language) + count;
}
