namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Tokens guessed from lengths, where nobody has counted them yet. Four bytes to a token is the rule of thumb for English prose; the real
/// figure replaces the guess as soon as the provider gives it.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>Bytes or characters to a token.</summary>
    private const int LengthPerToken = 4;

    /// <summary>Tokens held for an answer whose length the caller did not limit.</summary>
    private const long UnlimitedAnswer = 2048;

    /// <summary>Tokens of a text of this many bytes or characters, rounded up.</summary>
    public static long OfLength(long length) => (length + LengthPerToken - 1) / LengthPerToken;

    /// <summary>Tokens to hold for a call: its prompt, and the longest answers it asks for.</summary>
    public static long OfCall(long promptBytes, long? maxOutputTokens, long choices) =>
        OfLength(promptBytes) + ((maxOutputTokens ?? UnlimitedAnswer) * choices);
}
