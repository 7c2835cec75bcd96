namespace Text2Llm.Pipeline.Jobs;

/// <summary>What is done with white space.</summary>
public enum WhitespaceRule
{
    /// <summary>Folded; <see cref="Cleaning.WhitespaceFolding"/> says how.</summary>
    Fold,

    /// <summary>Left as it is.</summary>
    None,
}
