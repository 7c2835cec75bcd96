using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Chat;

/// <summary>What both surfaces ask before a chat goes out: who calls, which provider, with which key, and may they.</summary>
internal sealed class ChatAdmission(
    ProviderCatalog providers, ProviderSwitches switches, QuotaGate quota, SettlementQueue settlements, TimeProvider time)
{
    /// <summary>Finds the provider that the call names, if it is on, and the key it brings.</summary>
    public (Provider Provider, ProviderKey Key) Identify(HttpRequest request)
    {
        var provider = providers.Find(request.Headers["x-provider"]);
        switches.Check(provider.Id);
        return (provider, ProviderKey.From(request.Headers["x-provider-key"], provider));
    }

    /// <summary>
    /// Lets the call begin, unless its provider was switched off since it was identified: its body may have been long in coming.
    /// </summary>
    public OnPeriod Begin(Provider provider) => switches.Check(provider.Id);

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
