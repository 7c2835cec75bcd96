using System.Text.Json.Serialization;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Statistics;

/// <summary>What the report tells of the texts of a shard, and of all: written as JSON and added up, in any order.</summary>
internal sealed class TextStatistics
{
    /// <summary>Lengths in characters.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Characters { get; } = new();

    /// <summary>Lengths in words.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Words { get; } = new();

    /// <summary>Lengths in tokens, estimated.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Histogram Tokens { get; } = new();

    /// <summary>How many records have which language; und where it is not sure.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SortedDictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a record.</summary>
    /// <param name="content">Its content.</param>
    /// <param name="words">How many words it has, as the filters count them.</param>
    /// <param name="language">What its language is taken for.</param>
    public void Add(string content, int words, LanguageGuess language)
    {
        Characters.Add(TextMeasure.Characters(content));
        Words.Add(words);
        Tokens.Add(TextMeasure.EstimateTokens(content));
        AddLanguage(language.Confidence >= LanguageGuess.Sure ? language.Code : LanguageCodes.Undetermined, 1);
    }

    /// <summary>Adds all of another shard's.</summary>
    public void Add(TextStatistics other)
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
