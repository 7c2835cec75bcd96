namespace Text2Llm.Pipeline.Languages;

/// <summary>Which language a text has.</summary>
/// <param name="Code">By ISO 639-1; <see cref="LanguageCodes.Undetermined"/> for code, for what is too short, and for unknown languages.</param>
/// <param name="Confidence">
/// The share of the text, 0 to 1, that the model takes to be of that language: half of a text in two languages, and little of one that two
/// languages could have. 0 where the language is undetermined.
/// </param>
internal readonly record struct LanguageGuess(string Code, float Confidence)
{
    /// <summary>The confidence from which a guess is taken for sure, unless a job says otherwise.</summary>
    public const float Sure = 0.65f;

    public static LanguageGuess Undetermined { get; } = new(LanguageCodes.Undetermined, 0);
}
