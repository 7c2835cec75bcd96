namespace Text2Llm.Proxy.Metering;

/// <summary>What one call really used, on its way to the quota service.</summary>
internal sealed record Settlement(string UserId, string ReservationId, long UsedTokens);
