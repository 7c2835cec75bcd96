namespace Text2Llm.Pipeline.Jobs;

/// <summary>How each text is cleaned; each step on its own switch, in this order.</summary>
public sealed record CleanSpec
{
    /// <summary>Whether text that was decoded by the wrong encoding ("donâ€™t") is mended.</summary>
    public bool Mojibake { get; init; } = true;

    /// <summary>Whether HTML's character references (&amp;amp;amp;) become the characters they stand for.</summary>
    public bool Entities { get; init; }

    /// <summary>Whether control characters other than tab and line end go.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>Whether zero-width and bidirectional marks that no script needs go.</summary>
    public bool Invisible { get; init; } = true;

    /// <summary>The Unicode form that texts are brought to.</summary>
    public UnicodeForm Unicode { get; init; } = UnicodeForm.Nfc;

    /// <summary>Whether lines of menus, cookie notices, share buttons and the like go.</summary>
    public bool Boilerplate { get; init; }

    /// <summary>What is done with white space.</summary>
    public WhitespaceRule Whitespace { get; init; } = WhitespaceRule.Fold;
}
