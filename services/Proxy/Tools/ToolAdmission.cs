using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Tools;

/// <summary>Asks before a tool does anything whether its caller may make one more call.</summary>
internal sealed class ToolAdmission(QuotaGate quota, SettlementQueue settlements)
{
    /// <summary>Counts one request. It costs no tokens, so there is nothing to hold and it is settled at once.</summary>
    public async Task AdmitAsync(HttpContext context, TimeSpan timeLimit, CancellationToken cancel)
    {
        var userId = context.User.UserId();
        var reservationId = await quota.ReserveAsync(userId, estimatedTokens: 0, timeLimit, context.Response, cancel);
        if (reservationId is not null)
        {
            settlements.Add(new Settlement(userId, reservationId, UsedTokens: 0));
        }
    }
}
