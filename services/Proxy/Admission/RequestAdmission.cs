using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Admission;

/// <summary>Asks whether a caller may make one more request, of those that cost no tokens.</summary>
internal sealed class RequestAdmission(QuotaGate quota, SettlementQueue settlements)
{
    /// <summary>Counts one request. It costs no tokens, so there is nothing to hold and it is settled at once.</summary>
    public async Task AdmitAsync(HttpContext context, TimeSpan timeLimit, CancellationToken cancel)
    {
        var userId = context.User.UserId();
        var reservationId = await quota.ReserveAsync(userId, estimatedTokens: 0, timeLimit, context.Response, cancel);
        if (reservationId is not null)
        {
            settlements.Add(new Settlement { UserId = userId, ReservationId = reservationId });
        }
    }
}
