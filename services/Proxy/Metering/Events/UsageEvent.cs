using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>What one call was and cost. Holds no prompt, no answer and no key.</summary>
/// <param name="Id">The event's own id, by which it is stored once.</param>
/// <param name="BeganAt">When the call was let through.</param>
/// <param name="UserId">Whose call it was.</param>
/// <param name="Call">Provider, model and route.</param>
/// <param name="Usage">The tokens charged.</param>
/// <param name="Latency">From the call's beginning to its end.</param>
/// <param name="TimeToFirstToken">To the first that the model wrote; null where it wrote nothing.</param>
/// <param name="CostUsd">The estimated cost in US dollars; null where the model's price is not known.</param>
/// <param name="PriceVersion">The day of the table of prices; null where there is no cost.</param>
/// <param name="Error">Why the call failed: one of the error reasons, or <c>CALLER_LEFT</c>; null where it did not.</param>
/// <param name="Retries">How often the provider was asked again.</param>
internal sealed record UsageEvent(
    Guid Id,
    DateTimeOffset BeganAt,
    string UserId,
    MeteredCall Call,
    TokenUsage Usage,
    TimeSpan Latency,
    TimeSpan? TimeToFirstToken,
    decimal? CostUsd,
    string? PriceVersion,
    string? Error,
    int Retries);
