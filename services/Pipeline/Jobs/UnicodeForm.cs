namespace Text2Llm.Pipeline.Jobs;

/// <summary>The Unicode form that texts are brought to.</summary>
public enum UnicodeForm
{
    /// <summary>Canonical composition.</summary>
    Nfc,

    /// <summary>As they are.</summary>
    None,
}
