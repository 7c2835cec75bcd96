using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>Counts what one call uses, reading along: the provider's own figures where it gives them, otherwise an estimate by length.</summary>
/// <param name="promptBytes">The request's length in bytes.</param>
/// <param name="spoke">Told whenever the model wrote something.</param>
internal sealed class UsageMeter(long promptBytes, Action? spoke = null)
{
    private TokenUsage? _reported;
    private long _writtenLength;
    private bool _answered;
    private bool _completed;

    /// <summary>The call's usage so far; estimated where the provider gave none.</summary>
    public TokenUsage Usage => _reported ?? Estimate;

    /// <summary>
    /// Tokens to charge: none for a call that the provider never began to answer. Of one that broke off, the provider's figures may be
    /// those of an earlier moment, so the estimate counts where it is higher.
    /// </summary>
    public long TokensUsed => (_answered, _completed) switch
    {
        (false, _) => 0,
        (true, true) => Total(Usage),
        (true, false) => Math.Max(Total(Usage), Total(Estimate)),
    };

    /// <summary>Whether the answer came to its end.</summary>
    public bool IsComplete => _completed;

    private TokenUsage Estimate => new()
    {
        InputTokens = TokenEstimate.OfLength(promptBytes),
        OutputTokens = TokenEstimate.OfLength(_writtenLength),
        Estimated = true,
    };

    /// <summary>The provider took the call.</summary>
    public void Answered() => _answered = true;

    /// <summary>The model wrote more: text, reasoning, arguments of a tool.</summary>
    public void Written(long characters)
    {
        _writtenLength += characters;
        if (characters > 0)
        {
            spoke?.Invoke();
        }
    }

    /// <summary>The provider said what the call cost so far.</summary>
    public void Reported(long inputTokens, long outputTokens) => _reported = new TokenUsage
    {
        InputTokens = Math.Clamp(inputTokens, 0, int.MaxValue),
        OutputTokens = Math.Clamp(outputTokens, 0, int.MaxValue),
    };

    /// <summary>The answer came to its end.</summary>
    public void Completed() => _completed = true;

    private static long Total(TokenUsage usage) => usage.InputTokens + usage.OutputTokens;
}
