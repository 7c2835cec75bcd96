using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.Proxy.Telemetry;

namespace Text2Llm.Proxy.Admission;

/// <summary>A call that was let through. Disposing it settles what the call used, where that was reserved, and tells of it.</summary>
internal sealed class CallTicket(
    string userId,
    string? reservationId,
    MeteredCall call,
    UsageMeter meter,
    ProviderCallTelemetry telemetry,
    SettlementQueue settlements,
    UsageRecorder recorder) : IDisposable
{
    /// <summary>Counts what the call uses.</summary>
    public UsageMeter Meter { get; } = meter;

    /// <summary>Measures the call for whoever runs the service.</summary>
    public ProviderCallTelemetry Telemetry { get; } = telemetry;

    public void Dispose()
    {
        if (reservationId is not null)
        {
            settlements.Add(new Settlement { UserId = userId, ReservationId = reservationId, UsedTokens = Meter.TokensUsed });
        }

        Telemetry.Ended(Meter.Usage, Meter.IsComplete);
        recorder.Record(userId, call, Meter, Telemetry.Error, Telemetry.Retries);
    }
}
