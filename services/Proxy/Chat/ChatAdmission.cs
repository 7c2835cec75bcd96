using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Chat;

/// <summary>What both surfaces ask before a chat goes out: who calls, which provider, with which key, and may they.</summary>
internal sealed class ChatAdmission(ProviderCatalog providers, QuotaGate quota, SettlementQueue settlements, ChatTelemetry telemetry)
{
    /// <summary>Finds the provider that the call names, and the key it brings.</summary>
    public (Provider Provider, ProviderKey Key) Identify(HttpRequest request)
    {
        var provider = providers.Find(request.Headers["x-provider"]);
        return (provider, ProviderKey.From(request.Headers["x-provider-key"], provider));
    }

    /// <summary>Holds the call's estimate; the ticket settles it when the call is over, however it ends.</summary>
    public async Task<ChatTicket> AdmitAsync(
        HttpContext context, Provider provider, string model, bool isStreamed, long promptBytes, long? maxOutputTokens, long choices, TimeSpan timeLimit)
    {
        var userId = context.User.UserId();
        var estimate = TokenEstimate.OfCall(promptBytes, maxOutputTokens, choices);
        string reservationId;
        using (telemetry.AskQuota())
        {
            reservationId = await quota.ReserveAsync(userId, estimate, timeLimit, context.Response, context.RequestAborted);
        }

        var measured = telemetry.Begin(provider, model, isStreamed);
        return new ChatTicket(userId, reservationId, new UsageMeter(promptBytes, measured.Spoke), measured, settlements);
    }
}
