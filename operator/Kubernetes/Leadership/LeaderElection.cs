using System.Net;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;

namespace Text2Llm.Kubernetes.Leadership;

/// <summary>
/// Leads while it holds a lease. Whether another's has run out is judged by how long it has been seen unchanged, never by the times written
/// in it, so clocks need not agree; its own ends for it a while before others may take it, also when it could not even ask. On stop the lease
/// is given back, and the next leader need not wait.
/// </summary>
internal sealed partial class LeaderElection : BackgroundService, ILeadershipScope
{
    private readonly ResourceClient<V1Lease> _leases;
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ObjectKey _key;
    private readonly Lock _lock = new();
    private readonly ITimer _termEnd;

    // The lease as it was last seen, and since when it has been that.
    private V1Lease? _seen;
    private long _seenSince;

    // The timestamp until which this one leads; 0 while it does not.
    private long _leadsUntil;
    private CancellationTokenSource _term = new();
    private TaskCompletionSource<CancellationToken> _leads = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaderElection(ResourceClient<V1Lease> leases, OperatorSettings settings, TimeProvider time, ILogger<LeaderElection> logger)
    {
        (_leases, _settings, _time, _logger) = (leases, settings, time, logger);
        _key = new ObjectKey(settings.Namespace, $"{settings.Name}-leader");
        _termEnd = time.CreateTimer(_ => EndTermIfOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>By which the lease names this process: another one on the same machine, or after a restart, is another.</summary>
    public string Identity { get; } = $"{Environment.MachineName}-{Guid.NewGuid():N}";

    /// <summary>Whether this one leads at this moment.</summary>
    public bool IsLeader => _time.GetTimestamp() < Interlocked.Read(ref _leadsUntil);

    public ValueTask<bool> IsResponsibleForAsync(IKubernetesObject<V1ObjectMeta> entity, CancellationToken cancellationToken) => new(IsLeader);

    /// <summary>Waits until this one leads.</summary>
    /// <returns>Cancelled when it leads no more.</returns>
    public async Task<CancellationToken> LeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<CancellationToken> leads;
            lock (_lock)
            {
                leads = _leads.Task;
            }

            var term = await leads.WaitAsync(cancellationToken);
            if (IsLeader)
            {
                return term;
            }

            EndTermIfOver();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        EndTerm();
        try
        {
            // A write that the stop broke off may have come through: what the server has is what is given back.
            See(await _leases.FindAsync(_key, cancellationToken));
            if (_seen?.Spec?.HolderIdentity != Identity)
            {
                return;
            }

            await WriteAsync(holder: "", (int)TimeSpan.FromSeconds(1).TotalSeconds, cancellationToken);
            LogReleased(_logger, Identity);
        }
        catch (Exception failed) when (failed is KubernetesApiException or HttpRequestException or TimeoutException)
        {
            LogFailed(_logger, failed.Message);
        }
    }

    public override void Dispose()
    {
        _termEnd.Dispose();
        _term.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(_settings.RetryPeriod, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the lease where it is free, or renews it.</summary>
    internal async Task TryAsync(CancellationToken cancellationToken)
    {
        // Before anything is asked: an answer that took long is worth less.
        var asked = _time.GetTimestamp();
        try
        {
            if (!IsLeader)
            {
                See(await _leases.FindAsync(_key, cancellationToken));
                if (!IsFree())
                {
                    return;
                }
            }

            See(await WriteAsync(Identity, (int)_settings.LeaseDuration.TotalSeconds, cancellationToken));
            Lead(asked);
        }
        catch (KubernetesApiException faster) when (faster.Code is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // Another replica wrote it first, or somebody changed or deleted it by hand: look again, and take it with the next try if it is free.
            See(await FindQuietlyAsync(cancellationToken));
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(_logger, failed.Message);
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    private async Task<V1Lease?> FindQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _leases.FindAsync(_key, cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(_logger, failed.Message);
            return _seen;
        }
    }

    private void See(V1Lease? lease)
    {
        if (_seen is null || lease?.Metadata.ResourceVersion != _seen.Metadata.ResourceVersion)
        {
            _seenSince = _time.GetTimestamp();
        }

        _seen = lease;
        if (IsLeader && lease?.Spec?.HolderIdentity != Identity)
        {
            EndTerm();
        }
    }

    private bool IsFree() =>
        _seen?.Spec?.HolderIdentity is not { Length: > 0 } holder
        || holder == Identity
        || _time.GetElapsedTime(_seenSince) >= TimeSpan.FromSeconds(_seen.Spec.LeaseDurationSeconds ?? _settings.LeaseDuration.TotalSeconds);

    /// <summary>Only over the version that was seen: of two that try at once, one gets it.</summary>
    private Task<V1Lease> WriteAsync(string holder, int seconds, CancellationToken cancellationToken)
    {
        var now = InMicroseconds(_time.GetUtcNow().UtcDateTime);
        var keeps = _seen?.Spec?.HolderIdentity == holder;
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta
            {
                Name = _key.Name,
                NamespaceProperty = _key.Namespace,
                ResourceVersion = _seen?.Metadata.ResourceVersion,
            },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = holder,
                LeaseDurationSeconds = seconds,
                AcquireTime = keeps && _seen!.Spec.AcquireTime is { } since ? InMicroseconds(since) : now,
                RenewTime = now,
                LeaseTransitions = (_seen?.Spec?.LeaseTransitions ?? 0) + (keeps ? 0 : 1),
            },
        };
        return _seen is null ? _leases.CreateAsync(lease, cancellationToken) : _leases.ReplaceAsync(lease, cancellationToken);
    }

    /// <summary>A time that the server can read: of a lease's it wants six digits after the second, and the client writes none where they are zeros.</summary>
    private static DateTime InMicroseconds(DateTime time) =>
        time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond
            ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerMicrosecond)
            : time;

    private void Lead(long asked)
    {
        lock (_lock)
        {
            var left = _settings.RenewDeadline - _time.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            Interlocked.Exchange(ref _leadsUntil, asked + (long)(_settings.RenewDeadline.TotalSeconds * _time.TimestampFrequency));
            _termEnd.Change(left, Timeout.InfiniteTimeSpan);
            if (_leads.TrySetResult(_term.Token))
            {
                LogLeads(_logger, Identity, _key);
            }
        }
    }

    private void EndTermIfOver()
    {
        if (!IsLeader)
        {
            EndTerm();
        }
    }

    private void EndTerm()
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _leadsUntil, 0);
            if (_leads.Task.IsCompleted)
            {
                _leads = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = _term.CancelAsync();
                _term = new();
                LogLeadsNoMore(_logger, Identity);
            }
        }
    }

    [LoggerMessage(EventId = 4040, Level = LogLevel.Information, Message = "{Identity} leads, by the lease {Lease}")]
    private static partial void LogLeads(ILogger logger, string identity, ObjectKey lease);

    [LoggerMessage(EventId = 4041, Level = LogLevel.Warning, Message = "{Identity} leads no more")]
    private static partial void LogLeadsNoMore(ILogger logger, string identity);

    [LoggerMessage(EventId = 4042, Level = LogLevel.Information, Message = "{Identity} gave its lease back")]
    private static partial void LogReleased(ILogger logger, string identity);

    [LoggerMessage(EventId = 4043, Level = LogLevel.Warning, Message = "The lease could not be asked for or renewed: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
