namespace Text2Llm.Pipeline.Jobs;

/// <summary>How each text is cleaned.</summary>
public sealed record CleanSpec
{
    /// <summary>The Unicode form that texts are brought to.</summary>
    public UnicodeForm Unicode { get; init; } = UnicodeForm.Nfc;

    /// <summary>What is done with white space.</summary>
    public WhitespaceRule Whitespace { get; init; } = WhitespaceRule.Fold;
}
