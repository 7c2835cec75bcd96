using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Chat;

/// <summary>A call that was let through. Disposing it settles what the call used, where that was reserved.</summary>
internal sealed class ChatTicket(
    string userId, string? reservationId, MeteredCall call, UsageMeter meter, SettlementQueue settlements) : IDisposable
{
    /// <summary>What the call is.</summary>
    public MeteredCall Call { get; } = call;

    /// <summary>Counts what the call uses.</summary>
    public UsageMeter Meter { get; } = meter;

    public void Dispose()
    {
        if (reservationId is not null)
        {
            settlements.Add(new Settlement { UserId = userId, ReservationId = reservationId, UsedTokens = Meter.TokensUsed });
        }
    }
}
