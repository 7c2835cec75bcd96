namespace Text2Llm.Ledger.Reservations;

/// <summary>Where a user stands against one limit.</summary>
internal sealed record Standing(long Limit, long Remaining, TimeSpan Window, TimeSpan ResetAfter);
