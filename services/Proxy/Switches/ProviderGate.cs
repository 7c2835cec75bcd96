using System.Globalization;
using Grpc.Core;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Switches;

/// <summary>Whether one provider is on. Read by every call without a lock; turned by one thread at a time.</summary>
/// <param name="providerId">The provider's id.</param>
/// <param name="displayName">Its name for people.</param>
internal sealed class ProviderGate(string providerId, string displayName)
{
    private volatile State _state = new(new OnPeriod(), Off: null);

    /// <summary>The provider's id.</summary>
    public string ProviderId => providerId;

    /// <summary>How it stands now: one object, so that a reader sees a switch and its period belong together.</summary>
    public State Now => _state;

    /// <summary>Turns it by all the switches that are off.</summary>
    /// <param name="off">The switches that cover this provider, none of them over.</param>
    /// <param name="now">The time.</param>
    public void Turn(IReadOnlyList<ProviderSwitch> off, DateTimeOffset now)
    {
        // Of several, the one that lasts longest says when the provider is on again.
        var last = off.MaxBy(one => one.Until ?? DateTimeOffset.MaxValue);
        var period = last is null && _state.Period.Error is not null ? new OnPeriod() : _state.Period;

        // In this order: whoever reads the state after the calls were broken off sees that it is off.
        _state = new State(period, last);
        if (last is not null && off.Any(one => one.Streams == StreamsUnderWay.Abort))
        {
            period.Abort(Refusal(last, now));
        }
    }

    /// <summary>What a caller is told while the provider is off.</summary>
    public CallError Refusal(ProviderSwitch off, DateTimeOffset now)
    {
        var until = off.Until?.UtcDateTime;
        var facts = new Dictionary<string, string> { ["provider"] = providerId };
        if (until is not null)
        {
            facts["until"] = until.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }

        if (off.Reason.Length > 0)
        {
            facts["reason"] = off.Reason;
        }

        var ends = until is null ? "" : string.Create(CultureInfo.InvariantCulture, $" until {until:yyyy-MM-dd HH:mm:ss} UTC");
        return new CallError(
            ErrorReason.ProviderDisabled,
            $"{displayName} is switched off here{ends}{(off.Reason.Length > 0 ? $": {off.Reason}" : ".")}",
            StatusCodes.Status503ServiceUnavailable,
            StatusCode.Unavailable)
        {
            RetryAfter = off.Until - now,
            Metadata = facts,
        };
    }

    /// <summary>How a gate stands.</summary>
    /// <param name="Period">What the calls that pass share.</param>
    /// <param name="Off">The switch that keeps calls from passing, or null.</param>
    internal sealed record State(OnPeriod Period, ProviderSwitch? Off);
}
