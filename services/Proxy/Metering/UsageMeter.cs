using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>Counts what one call uses, reading along: the provider's own figures where it gives them, otherwise an estimate by length.</summary>
/// <param name="promptTokens">What the request was estimated at.</param>
/// <param name="time">The clock.</param>
internal sealed class UsageMeter(long promptTokens, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private TokenUsage? _reported;
    private long _writtenLength;
    private bool _answered;
    private bool _completed;

    /// <summary>The call's usage so far; estimated where the provider gave none.</summary>
    public TokenUsage Usage => _reported ?? Estimate;

    /// <summary>The time since the call began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>From the call's beginning to the first that the model wrote; null where it wrote nothing yet.</summary>
    public TimeSpan? TimeToFirstToken { get; private set; }

    /// <summary>
    /// Tokens to charge: none for a call that the provider never began to answer. Of one that broke off, the provider's figures may be
    /// those of an earlier moment, so the estimate counts where it is higher.
    /// </summary>
    public long TokensUsed => Total(Charged);

    /// <summary>The usage behind <see cref="TokensUsed"/>.</summary>
    public TokenUsage Charged => (_answered, _completed) switch
    {
        (false, _) => new TokenUsage(),
        (true, true) => Usage,
        (true, false) => Total(Usage) >= Total(Estimate) ? Usage : Estimate,
    };

    private TokenUsage Estimate => new()
    {
        InputTokens = promptTokens,
        OutputTokens = TokenEstimate.OfLength(_writtenLength),
        Estimated = true,
    };

    /// <summary>The provider took the call.</summary>
    public void Answered() => _answered = true;

    /// <summary>The model wrote more: text, reasoning, arguments of a tool.</summary>
    /// <param name="length">How much, in bytes or characters.</param>
    public void Written(long length)
    {
        _writtenLength += length;
        if (length > 0)
        {
            TimeToFirstToken ??= Elapsed;
        }
    }

    /// <summary>The provider said what the call cost so far.</summary>
    public void Reported(TokenUsage usage) => _reported = new TokenUsage
    {
        InputTokens = Sane(usage.InputTokens),
        OutputTokens = Sane(usage.OutputTokens),
        CachedInputTokens = Math.Min(Sane(usage.CachedInputTokens), Sane(usage.InputTokens)),
        CacheWriteInputTokens = Math.Min(Sane(usage.CacheWriteInputTokens), Sane(usage.InputTokens)),
        ReasoningTokens = Math.Min(Sane(usage.ReasoningTokens), Sane(usage.OutputTokens)),
    };

    /// <summary>The answer came to its end.</summary>
    public void Completed() => _completed = true;

    // No provider's word may make a user's account overflow.
    private static long Sane(long tokens) => Math.Clamp(tokens, 0, int.MaxValue);

    private static long Total(TokenUsage usage) => usage.InputTokens + usage.OutputTokens;
}
