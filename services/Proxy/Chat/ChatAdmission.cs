using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Chat;

/// <summary>What both surfaces ask before a chat goes out: who calls, which provider, with which key, and may they.</summary>
internal sealed class ChatAdmission(ProviderCatalog providers, QuotaGate quota, SettlementQueue settlements, TimeProvider time)
{
    /// <summary>Finds the provider that the call names, and the key it brings.</summary>
    public (Provider Provider, ProviderKey Key) Identify(HttpRequest request)
    {
        var provider = providers.Find(request.Headers["x-provider"]);
        return (provider, ProviderKey.From(request.Headers["x-provider-key"], provider));
    }

    /// <summary>Holds the call's estimate; the ticket settles it when the call is over, however it ends.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="call">What the call is.</param>
    /// <param name="promptTokens">The estimate of what is sent.</param>
    /// <param name="answerTokens">The estimate of the longest answer.</param>
    /// <param name="timeLimit">The longest that the call may take.</param>
    public async Task<ChatTicket> AdmitAsync(
        HttpContext context, MeteredCall call, long promptTokens, long answerTokens, TimeSpan timeLimit)
    {
        var userId = context.User.UserId();
        var reservationId = await quota.ReserveAsync(
            userId, promptTokens + answerTokens, timeLimit, context.Response, context.RequestAborted);
        return new ChatTicket(userId, reservationId, call, new UsageMeter(promptTokens, time), settlements);
    }
}
