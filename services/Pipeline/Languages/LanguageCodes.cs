namespace Text2Llm.Pipeline.Languages;

/// <summary>The languages that are told apart, by ISO 639-1.</summary>
internal static class LanguageCodes
{
    /// <summary>What ISO 639 has for a text whose language is not determined.</summary>
    public const string Undetermined = "und";

    /// <summary>Every code that a guess may have but <see cref="Undetermined"/>, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. LanguageModel.Shared.Languages.Concat(Letters.ScriptLanguages)
            .Where(code => code != Undetermined)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
