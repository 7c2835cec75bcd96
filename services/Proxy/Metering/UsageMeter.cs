using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>Counts what one call uses, reading along: the provider's own figures where it gives them, otherwise an estimate by length.</summary>
/// <param name="promptBytes">The request's length in bytes.</param>
internal sealed class UsageMeter(long promptBytes)
{
    private TokenUsage? _reported;
    private long _textLength;
    private bool _answered;

    /// <summary>The call's usage so far; estimated where the provider gave none.</summary>
    public TokenUsage Usage => _reported ?? new TokenUsage
    {
        InputTokens = TokenEstimate.OfLength(promptBytes),
        OutputTokens = TokenEstimate.OfLength(_textLength),
        Estimated = true,
    };

    /// <summary>Tokens to charge: none for a call that the provider never began to answer.</summary>
    public long TokensUsed => _answered ? Usage.InputTokens + Usage.OutputTokens : 0;

    /// <summary>The provider took the call.</summary>
    public void Answered() => _answered = true;

    /// <summary>More text came.</summary>
    public void Text(long characters) => _textLength += characters;

    /// <summary>The provider said what the call cost so far.</summary>
    public void Reported(long inputTokens, long outputTokens) =>
        _reported = new TokenUsage { InputTokens = Math.Max(0, inputTokens), OutputTokens = Math.Max(0, outputTokens) };
}
