using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Proxy.Admission;

/// <summary>What both surfaces ask before a call goes out: who calls, which provider, with which key, and may they.</summary>
internal sealed class CallAdmission(
    ProviderCatalog providers,
    ProviderSwitches switches,
    QuotaGate quota,
    SettlementQueue settlements,
    UsageRecorder recorder,
    ChatTelemetry telemetry,
    TimeProvider time)
{
    /// <summary>Finds the provider that the call names, if it is on, and the key it brings.</summary>
    public (Provider Provider, ProviderKey Key) Identify(HttpRequest request)
    {
        var provider = providers.Find(request.Headers["x-provider"]);
        switches.Check(provider.Id);
        return (provider, ProviderKey.From(request.Headers["x-provider-key"], provider));
    }

    /// <summary>Holds the call's estimate; the ticket settles it when the call is over, however it ends.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="key">The caller's key. Should it be in the model's name, by mistake, it is not remembered with it.</param>
    /// <param name="call">What the call is.</param>
    /// <param name="promptTokens">The estimate of what is sent.</param>
    /// <param name="answerTokens">The estimate of the longest answer.</param>
    /// <param name="timeLimit">The longest that the call may take.</param>
    public async Task<CallTicket> AdmitAsync(
        HttpContext context, ProviderKey key, MeteredCall call, long promptTokens, long answerTokens, TimeSpan timeLimit)
    {
        call = call with { Model = key.RedactMessage(call.Model) };
        var userId = context.User.UserId();
        string? reservationId;
        using (telemetry.AskQuota())
        {
            reservationId = await quota.ReserveAsync(
                userId, promptTokens + answerTokens, timeLimit, context.Response, context.RequestAborted);
        }

        var measured = telemetry.Begin(call);
        return new CallTicket(
            userId, reservationId, call, new UsageMeter(promptTokens, time, measured.Spoke), measured, settlements, recorder);
    }
}
