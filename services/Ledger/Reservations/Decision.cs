namespace Text2Llm.Ledger.Reservations;

/// <summary>The decision on one call, and where the user stands after it.</summary>
/// <param name="ReservationId">The reservation, or null where the call is refused.</param>
/// <param name="Refusal">Why the call is refused, or null.</param>
/// <param name="Requests">The user's requests per minute.</param>
/// <param name="Tokens">The user's tokens per day.</param>
internal sealed record Decision(string? ReservationId, Refused? Refusal, Standing Requests, Standing Tokens);
