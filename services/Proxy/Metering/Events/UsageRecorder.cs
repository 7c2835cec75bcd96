using Text2Llm.Proxy.Metering.Prices;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Makes the usage event of a call that ended.</summary>
internal sealed class UsageRecorder(PriceTable prices, UsageEventQueue events, TimeProvider time)
{
    /// <summary>Tells of a call.</summary>
    /// <param name="userId">Whose it was.</param>
    /// <param name="call">What it was.</param>
    /// <param name="meter">What it used.</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="retries">How often the provider was asked again.</param>
    public void Record(string userId, MeteredCall call, UsageMeter meter, string? error, int retries)
    {
        var usage = meter.Charged;
        var latency = meter.Elapsed;
        var began = time.GetUtcNow() - latency;
        var cost = prices.CostOf(call.Provider.Id, call.Model, usage);
        events.Add(new UsageEvent(
            Guid.CreateVersion7(began),
            began,
            userId,
            call,
            usage,
            latency,
            meter.TimeToFirstToken,
            cost,
            cost is null ? null : prices.Version,
            error,
            retries));
    }
}
