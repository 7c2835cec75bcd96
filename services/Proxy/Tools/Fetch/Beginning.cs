namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Cuts texts to a length.</summary>
internal static class Beginning
{
    /// <summary>The text's first UTF-16 code units, at most so many, and never half of a character.</summary>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return most > 0 && char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
