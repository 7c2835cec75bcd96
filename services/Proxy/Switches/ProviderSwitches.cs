using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// Which providers are on. A provider is on when no source has a switch of it, or of everything, that is off. Sources tell their switches
/// with <see cref="Apply"/>; calls ask with <see cref="Check"/>, which takes no lock and allocates nothing while the answer is yes.
/// </summary>
internal sealed partial class ProviderSwitches : IDisposable
{
    // A timer cannot be set for any time ahead; it is set again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ILogger<ProviderSwitches> _logger;
    private readonly FrozenDictionary<string, ProviderGate> _gates;

    // For what is no configured provider, yet is off when everything is.
    private readonly ProviderGate _others = new(ProviderSwitch.Everything, "Everything");

    private readonly Lock _turning = new();
    private readonly SortedDictionary<string, IReadOnlyList<ProviderSwitch>> _sources = new(StringComparer.Ordinal);
    private readonly ITimer _nextEnd;
    private DateTimeOffset _turnedAt;

    public ProviderSwitches(
        SwitchableProviders providers, IMeterFactory meters, TimeProvider time, ILogger<ProviderSwitches> logger)
    {
        (_time, _logger) = (time, logger);
        _gates = providers.Names.ToFrozenDictionary(
            entry => entry.Key, entry => new ProviderGate(entry.Key, entry.Value), StringComparer.OrdinalIgnoreCase);
        _nextEnd = time.CreateTimer(_ => EndThoseOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        meters.Create("Text2Llm.Proxy").CreateObservableGauge(
            "text2llm.provider.enabled",
            () => _gates.Values.Select(gate => new Measurement<int>(
                Find(gate.ProviderId) is null ? 1 : 0, new KeyValuePair<string, object?>("provider", gate.ProviderId))),
            description: "1 while calls to the provider are let through, 0 while it is switched off.");
    }

    /// <summary>Lets a call begin.</summary>
    /// <returns>What tells the call if it is to be broken off.</returns>
    /// <exception cref="CallException">The provider is switched off.</exception>
    public OnPeriod Check(string providerId)
    {
        var gate = GateOf(providerId);
        var state = Current(gate);
        return state.Off is null ? state.Period : throw new CallException(gate.Refusal(state.Off, _time.GetUtcNow()));
    }

    /// <summary>The switch that keeps a provider off, or null while it is on.</summary>
    public ProviderSwitch? Find(string providerId) => Current(GateOf(providerId)).Off;

    /// <summary>Takes the switches of one source, in the place of those that it told before.</summary>
    /// <param name="source">The source's name, for the log.</param>
    /// <param name="switches">Those that are off.</param>
    public void Apply(string source, IReadOnlyList<ProviderSwitch> switches)
    {
        lock (_turning)
        {
            EndThoseOver();
            var before = _sources.GetValueOrDefault(source, []);
            _sources[source] = switches;
            Turn(_time.GetUtcNow());
            LogChange(source, before, switches);
        }
    }

    public void Dispose() => _nextEnd.Dispose();

    private ProviderGate GateOf(string providerId) => _gates.GetValueOrDefault(providerId, _others);

    /// <summary>A gate's state by the clock: the timer may come a moment after a switch has ended.</summary>
    private ProviderGate.State Current(ProviderGate gate)
    {
        if (gate.Now.Off is { } off && off.IsOver(_time.GetUtcNow()))
        {
            EndThoseOver();
        }

        return gate.Now;
    }

    /// <summary>Turns on what switches that have ended by themselves kept off.</summary>
    private void EndThoseOver()
    {
        lock (_turning)
        {
            var (before, now) = (_turnedAt, _time.GetUtcNow());
            Turn(now);
            foreach (var (source, switches) in _sources)
            {
                foreach (var ended in switches.Where(off => off.IsOver(now) && !off.IsOver(before)))
                {
                    LogEnded(_logger, ended.Provider, source);
                }
            }
        }
    }

    private void Turn(DateTimeOffset now)
    {
        _turnedAt = now;
        var off = _sources.Values.SelectMany(switches => switches).Where(one => !one.IsOver(now)).ToList();
        foreach (var gate in _gates.Values.Append(_others))
        {
            gate.Turn([.. off.Where(one => one.Covers(gate.ProviderId))], now);
        }

        // A millisecond more, as timers count in whole ones.
        var wait = off.Min(one => one.Until) - now + TimeSpan.FromMilliseconds(1);
        _nextEnd.Change(wait < LongestWait ? wait.Value : wait is null ? Timeout.InfiniteTimeSpan : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void LogChange(string source, IReadOnlyList<ProviderSwitch> before, IReadOnlyList<ProviderSwitch> after)
    {
        foreach (var told in after.Except(before))
        {
            if (told.IsOver(_turnedAt))
            {
                LogEnded(_logger, told.Provider, source);
            }
            else
            {
                LogOff(_logger, told.Provider, source, told.Until, told.Streams, told.Reason);
            }
        }

        foreach (var gone in before.ExceptBy(after.Select(told => told.Provider), told => told.Provider).Where(gone => !gone.IsOver(_turnedAt)))
        {
            LogOn(_logger, gone.Provider, source);
        }
    }

    [LoggerMessage(EventId = 2500, Level = LogLevel.Warning, Message = "{Provider} is switched off by {Source}, until {Until}, streams under way {Streams}: {Reason}")]
    private static partial void LogOff(
        ILogger logger, string provider, string source, DateTimeOffset? until, StreamsUnderWay streams, string reason);

    [LoggerMessage(EventId = 2501, Level = LogLevel.Warning, Message = "{Provider} is no longer switched off by {Source}")]
    private static partial void LogOn(ILogger logger, string provider, string source);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "{Provider} is no longer switched off by {Source}: the time set for it has come")]
    private static partial void LogEnded(ILogger logger, string provider, string source);
}
