namespace Text2Llm.Proxy.Metering.Events;

/// <summary>A <see cref="UsageEvent"/> as it is stored: its properties' names, in snake case, are those of the JSON.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="At">When the call was let through.</param>
/// <param name="User">Whose call it was.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The model, as the caller named it.</param>
/// <param name="Route">The surface and the kind of call, such as <c>http/chat</c>.</param>
/// <param name="InputTokens">All that was sent, from a cache and to one included.</param>
/// <param name="OutputTokens">All that came back, thinking included.</param>
/// <param name="CachedInputTokens">Of what was sent, read from a cache.</param>
/// <param name="CacheWriteInputTokens">Of what was sent, written to a cache.</param>
/// <param name="ReasoningTokens">Of what came back, thinking.</param>
/// <param name="Estimated">Whether the provider counted nothing, so that the tokens are estimates.</param>
/// <param name="LatencyMs">Milliseconds to the end of the call.</param>
/// <param name="FirstTokenMs">Milliseconds to the first token; left out where there was none.</param>
/// <param name="CostUsd">The estimated cost in US dollars; left out where the price is not known.</param>
/// <param name="PriceVersion">The day of the table of prices; left out with the cost.</param>
/// <param name="Error">Why the call failed; left out where it did not.</param>
/// <param name="Retries">How often the provider was asked again.</param>
internal sealed record StoredUsageEvent(
    Guid Id,
    DateTimeOffset At,
    string User,
    string Provider,
    string Model,
    string Route,
    long InputTokens,
    long OutputTokens,
    long CachedInputTokens,
    long CacheWriteInputTokens,
    long ReasoningTokens,
    bool Estimated,
    long LatencyMs,
    long? FirstTokenMs,
    decimal? CostUsd,
    string? PriceVersion,
    string? Error,
    int Retries)
{
    /// <summary>What is stored of an event.</summary>
    public static StoredUsageEvent Of(UsageEvent happened) => new(
        happened.Id,
        happened.BeganAt,
        happened.UserId,
        happened.Call.Provider.Id,
        happened.Call.Model,
        happened.Call.Route.ToString(),
        happened.Usage.InputTokens,
        happened.Usage.OutputTokens,
        happened.Usage.CachedInputTokens,
        happened.Usage.CacheWriteInputTokens,
        happened.Usage.ReasoningTokens,
        happened.Usage.Estimated,
        (long)happened.Latency.TotalMilliseconds,
        (long?)happened.TimeToFirstToken?.TotalMilliseconds,
        happened.CostUsd,
        happened.PriceVersion,
        happened.Error,
        happened.Retries);
}
