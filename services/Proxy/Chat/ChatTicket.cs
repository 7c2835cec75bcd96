using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Telemetry;

namespace Text2Llm.Proxy.Chat;

/// <summary>A call that was let through. Disposing it settles what the call used.</summary>
internal sealed class ChatTicket(
    string userId, string reservationId, UsageMeter meter, ProviderCallTelemetry telemetry, SettlementQueue settlements) : IDisposable
{
    /// <summary>Counts what the call uses.</summary>
    public UsageMeter Meter { get; } = meter;

    /// <summary>Measures the call for whoever runs the service.</summary>
    public ProviderCallTelemetry Telemetry { get; } = telemetry;

    public void Dispose()
    {
        settlements.Add(new Settlement(userId, reservationId, Meter.TokensUsed));
        Telemetry.Ended(Meter.Usage, Meter.IsComplete);
    }
}
