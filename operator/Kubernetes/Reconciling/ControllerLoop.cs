using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Leadership;
using Text2Llm.Kubernetes.Queueing;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Calls a controller and the finalizers of one kind for what a cache tells, one call at a time for each entity.</summary>
internal sealed partial class ControllerLoop<TController, TEntity> : IControllerLoop<TEntity>, IDisposable
    where TController : class, IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly WatchCache<TEntity> _cache;
    private readonly ResourceClient<TEntity> _client;
    private readonly IServiceProvider _services;
    private readonly IReadOnlyList<FinalizerRegistration<TEntity>> _finalizers;
    private readonly ILeadershipScope _leadership;
    private readonly ControllerSettings _settings;
    private readonly OperatorSettings _operator;
    private readonly KubernetesMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkQueue _queue;
    private readonly string _name = typeof(TController).Name;

    // Entities that are gone, with the last that was known of them, until their controller was told.
    private readonly ConcurrentDictionary<ObjectKey, TEntity> _gone = new();

    public ControllerLoop(
        WatchCache<TEntity> cache, ResourceClient<TEntity> client, IServiceProvider services, ILeadershipScope leadership,
        ControllerSettings settings, OperatorSettings operatorSettings, KubernetesMetrics metrics, TimeProvider time,
        ILogger<ControllerLoop<TController, TEntity>> logger)
    {
        (_cache, _client, _services, _leadership, _settings, _operator) = (cache, client, services, leadership, settings, operatorSettings);
        (_metrics, _time, _logger) = (metrics, time, logger);
        _finalizers = [.. services.GetServices<FinalizerRegistration<TEntity>>()];
        _queue = new WorkQueue(time, new Backoff(operatorSettings.FirstRetry, operatorSettings.LongestRetry));
        metrics.ObserveQueue(_name, () => _queue.Depth);
        cache.Listen(Hear);
    }

    public Task Synced => _cache.Synced;

    public void Wake(ObjectKey key) => _queue.Add(key);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _cache.Synced.WaitAsync(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, _operator.Parallelism).Select(_ => Task.Run(() => WorkAsync(cancellationToken), cancellationToken)));
    }

    public void Dispose() => _queue.Dispose();

    /// <summary>The election that decides for all entities at once; null where each is asked for, or every replica works.</summary>
    private LeaderElection? Election => _settings.EveryReplica ? null : _leadership as LeaderElection;

    private void Hear(CacheChange<TEntity> change)
    {
        if (change.After is null && Election is { IsLeader: false })
        {
            // The leader is told; kept here, these would pile up.
            return;
        }

        if (change.After is null)
        {
            _gone[change.Key] = change.Before!;
        }
        else if (change.Before is not null && _settings.ByGeneration && !IsNews(change.Before, change.After))
        {
            return;
        }

        _queue.Add(change.Key);
    }

    /// <summary>Whether the entity's author changed it, or it is to go. Kinds without generations are always news.</summary>
    private static bool IsNews(TEntity before, TEntity after) =>
        after.Metadata.Generation is null
        || before.Metadata.Uid != after.Metadata.Uid
        || before.Metadata.Generation != after.Metadata.Generation
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || !(before.Metadata.Finalizers ?? []).SequenceEqual(after.Metadata.Finalizers ?? []);

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await _queue.TakeAsync(cancellationToken);
            try
            {
                // What waits meanwhile is there once, however often it changes.
                var term = Election is { } election ? await election.LeadAsync(cancellationToken) : CancellationToken.None;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, term);
                await WorkOnAsync(key, limit.Token, cancellationToken);
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private async Task WorkOnAsync(ObjectKey key, CancellationToken cancellationToken, CancellationToken stopping)
    {
        using var span = KubernetesMetrics.Spans.StartActivity("reconcile");
        span?.SetTag("k8s.object", key.ToString()).SetTag("text2llm.controller", _name);
        var began = _time.GetTimestamp();
        var result = "success";
        try
        {
            result = await StepAsync(key, cancellationToken);
        }
        catch (KubernetesApiException conflict) when (conflict.IsConflict)
        {
            // Somebody was faster; the cache will show what they did.
            result = "conflict";
            _queue.AddAfter(key, _operator.AfterConflict);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // Another replica leads now; if that ends before it came to this, it is for this one to do.
            result = "leadership lost";
            _queue.Add(key);
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            result = "failure";
            LogFailed(_logger, failed, _name, key, _queue.AddAfterFailure(key));
        }
        finally
        {
            span?.SetTag("text2llm.result", result);
            _metrics.Reconciled(_name, result, _time.GetElapsedTime(began));
        }
    }

    private async Task<string> StepAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var found = _cache.Find(key);
        if (_gone.TryGetValue(key, out var gone))
        {
            if (!await IsResponsibleAsync(gone, key, cancellationToken))
            {
                return "not leading";
            }

            var told = await WithControllerAsync(controller => controller.DeletedAsync(gone, cancellationToken));
            if (told.IsSuccess)
            {
                _gone.TryRemove(new(key, gone));
            }

            if (found is null || !told.IsSuccess)
            {
                return Follow(key, told);
            }
        }

        if (found is null)
        {
            _queue.Forget(key);
            return "gone";
        }

        if (!await IsResponsibleAsync(found, key, cancellationToken))
        {
            return "not leading";
        }

        if (found.Metadata.DeletionTimestamp is not null)
        {
            return await FinalizeAsync(key, found, cancellationToken);
        }

        // Whoever is to be told of its end asks for that before anything is begun.
        var missing = _finalizers.Select(one => one.Name).Except(found.Metadata.Finalizers ?? []).ToList();
        if (missing.Count > 0)
        {
            await PatchFinalizersAsync(key, found, [.. found.Metadata.Finalizers ?? [], .. missing], cancellationToken);
            return "finalizer attached";
        }

        // A copy: what is in the cache is everybody's.
        var entity = KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(found));
        return Follow(key, await WithControllerAsync(controller => controller.ReconcileAsync(entity, cancellationToken)));
    }

    private async Task<string> FinalizeAsync(ObjectKey key, TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var finalizer in _finalizers.Where(one => entity.Metadata.Finalizers?.Contains(one.Name) == true))
        {
            await using var scope = _services.CreateAsyncScope();
            var result = await finalizer.Resolve(scope.ServiceProvider).FinalizeAsync(entity, cancellationToken);
            if (!result.IsSuccess || result.RequeueAfter is not null)
            {
                return Follow(key, result);
            }

            // One after another: what is done is noted before the next begins, and the new version comes by the cache.
            await PatchFinalizersAsync(key, entity, [.. entity.Metadata.Finalizers.Where(name => name != finalizer.Name)], cancellationToken);
            return "finalized";
        }

        return "going";
    }

    /// <summary>Only while the entity is of the version that was read: otherwise a finalizer that somebody added meanwhile would be lost.</summary>
    private Task<TEntity> PatchFinalizersAsync(ObjectKey key, TEntity entity, IReadOnlyList<string> finalizers, CancellationToken cancellationToken) =>
        _client.PatchAsync(
            key,
            KubernetesJson.Serialize(new { metadata = new { finalizers, resourceVersion = entity.Metadata.ResourceVersion, uid = entity.Metadata.Uid } }),
            cancellationToken);

    private async Task<bool> IsResponsibleAsync(TEntity entity, ObjectKey key, CancellationToken cancellationToken)
    {
        if (_settings.EveryReplica || await _leadership.IsResponsibleForAsync(entity, cancellationToken))
        {
            return true;
        }

        // It may become so at any moment.
        _queue.AddAfter(key, _operator.LeadershipCheck);
        return false;
    }

    private async Task<ReconciliationResult<TEntity>> WithControllerAsync(Func<TController, Task<ReconciliationResult<TEntity>>> call)
    {
        await using var scope = _services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TController>());
    }

    private string Follow(ObjectKey key, ReconciliationResult<TEntity> result)
    {
        if (result.IsSuccess)
        {
            _queue.Forget(key);
            if (result.RequeueAfter is { } wait)
            {
                _queue.AddAfter(key, wait);
            }

            return "success";
        }

        var after = result.RequeueAfter;
        if (after is { } asked)
        {
            _queue.AddAfter(key, asked);
        }
        else
        {
            after = _queue.AddAfterFailure(key);
        }

        LogRefused(_logger, result.Error, _name, key, after.Value, result.ErrorMessage);
        return "failure";
    }

    [LoggerMessage(EventId = 4020, Level = LogLevel.Warning, Message = "{Controller} failed at {Key}; it will try again in {Wait}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string controller, ObjectKey key, TimeSpan wait);

    [LoggerMessage(EventId = 4021, Level = LogLevel.Warning, Message = "{Controller} did not succeed at {Key} and will try again in {Wait}: {Mistake}")]
    private static partial void LogRefused(ILogger logger, Exception? failure, string controller, ObjectKey key, TimeSpan wait, string mistake);
}
