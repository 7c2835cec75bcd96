using Text2Llm.Protos.V1;

namespace Text2Llm.Ledger.Reservations;

/// <summary>Why a call is refused, and how long to wait.</summary>
internal sealed record Refused(RefusalReason Reason, TimeSpan RetryAfter);
