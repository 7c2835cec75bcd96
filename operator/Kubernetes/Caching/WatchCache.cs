using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;

namespace Text2Llm.Kubernetes.Caching;

/// <summary>
/// Keeps what the API server has of one kind: lists it, watches what follows, and lists again where the thread was lost or may have been, and
/// every few minutes in any case, telling the difference. What was deleted while nobody listened is told like any other change. While the server is away the last state stays.
/// </summary>
public sealed partial class WatchCache<T> : IResourceCache<T>, IRunningCache
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ResourceClient<T> _client;
    private readonly ResourceScope _scope;
    private readonly WatchCacheSettings _settings;
    private readonly KubernetesMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResourceStore<T> _store = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action<CacheChange<T>>> _listeners = [];

    // When a change was last sure to be heard: a timestamp, so that a clock that is set does not matter; -1 while a watch stands.
    private long _heardAt;
    private int _failures;

    // Since the last list or the last watch that went well.
    private int _failuresSinceList;

    // When it was listed last, and how long that is good for.
    private long _listedAt;
    private TimeSpan _listedFor;

    /// <summary>Makes a cache, which is empty until it runs.</summary>
    public WatchCache(
        ResourceClient<T> client, ResourceScope scope, WatchCacheSettings settings, KubernetesMetrics metrics, TimeProvider time, ILogger<WatchCache<T>> logger)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (_client, _scope, _settings, _metrics, _time, _logger) = (client, scope, settings, metrics, time, logger);
        metrics.Observe(_client.Kind.Plural, () => Staleness, () => _store.Count);
    }

    string IRunningCache.Resource => _client.Kind.Plural;

    /// <inheritdoc/>
    public Task Synced => _synced.Task;

    /// <inheritdoc/>
    public TimeSpan? Staleness => !Synced.IsCompletedSuccessfully ? null
        : Interlocked.Read(ref _heardAt) is >= 0 and var since ? _time.GetElapsedTime(since)
        : TimeSpan.Zero;

    /// <inheritdoc/>
    public IEnumerable<T> All => _store.All;

    /// <inheritdoc/>
    public T? Find(ObjectKey key) => _store.Find(key);

    /// <inheritdoc/>
    public IReadOnlyList<T> OwnedBy(string uid) => _store.OwnedBy(uid);

    /// <summary>Has every change told, one after another, also those of the first list. To be called before it runs; must not throw or wait.</summary>
    public void Listen(Action<CacheChange<T>> listener) => _listeners.Add(listener);

    /// <summary>Lists and watches until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? version = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            version = IsListDue() ? null : version;
            try
            {
                version ??= await ListAsync(cancellationToken);
                version = await WatchAsync(version, cancellationToken);
            }
            catch (KubernetesApiException expired) when (expired.IsExpired)
            {
                LogExpired(_logger, _client.Kind.Plural);
                version = null;
                await WaitAsync(expired, cancellationToken);
            }
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(_logger, _client.Kind.Plural, failed.Message);
                version = failed is WatchBrokenException broken ? broken.ResourceVersion : version;
                await WaitAsync(failed, cancellationToken);
            }
        }
    }

    private bool IsListDue() => _failuresSinceList >= _settings.FailuresBeforeList || _time.GetElapsedTime(_listedAt) >= _listedFor;

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        _metrics.Listed(_client.Kind.Plural);
        HashSet<ObjectKey> listed = [];
        List<T> items = [];
        string continuation = "", version;
        do
        {
            var page = await _client.ListAsync(_scope, continuation, cancellationToken);
            (continuation, version) = (page.Continuation, page.ResourceVersion);
            listed.UnionWith(page.Items.Select(item => ObjectKey.Of(item)));

            // Of what has not changed, no second copy is held.
            items.AddRange(page.Items.Where(item => !_store.Has(item)));
            foreach (var (key, mistake) in page.Unreadable)
            {
                // It is there, though not to be read: what is known of it stays.
                listed.Add(key);
                LogUnreadable(_logger, _client.Kind.Plural, key, mistake);
            }
        }
        while (continuation.Length > 0);

        foreach (var gone in _store.Except(listed))
        {
            Tell(_store.Remove(gone));
        }

        foreach (var item in items)
        {
            Put(item);
        }

        // Not all caches of a cluster at the same moment.
        (_listedAt, _listedFor) = (_time.GetTimestamp(), _settings.ListInterval * (1 + Random.Shared.NextDouble()));
        _failuresSinceList = 0;
        Interlocked.Exchange(ref _heardAt, _listedAt);
        _synced.TrySetResult();
        return version;
    }

    /// <summary>Watches once, to the watch's end.</summary>
    /// <returns>The version with which to go on.</returns>
    private async Task<string> WatchAsync(string version, CancellationToken cancellationToken)
    {
        // Beyond the time at which the server was to end it, it has been forgotten somewhere on the way.
        using var silence = new CancellationTokenSource(_settings.WatchLength + _settings.Grace, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            using var watch = await _client.WatchAsync(_scope, version, _settings.WatchLength, limit.Token);
            _metrics.Watched(_client.Kind.Plural);
            Interlocked.Exchange(ref _heardAt, -1);
            while (await watch.ReadAsync(limit.Token) is { } read)
            {
                using (read)
                {
                    Take(read);
                    version = read.ResourceVersion ?? version;
                }

                _failures = _failuresSinceList = 0;
            }

            _failures = _failuresSinceList = 0;
            return version;
        }
        catch (Exception broken) when (broken is not KubernetesApiException { IsExpired: true } && !cancellationToken.IsCancellationRequested)
        {
            throw new WatchBrokenException(version, silence.IsCancellationRequested ? "nothing came beyond the watch's end" : broken.Message, broken);
        }
        finally
        {
            Interlocked.CompareExchange(ref _heardAt, _time.GetTimestamp(), -1);
        }
    }

    private void Take(WatchEvent read)
    {
        switch (read.Type)
        {
            case "ADDED" or "MODIFIED":
                try
                {
                    Put(ResourcePage<T>.ReadItem(read.Object, _client.Kind));
                }
                catch (JsonException wrong)
                {
                    LogUnreadable(_logger, _client.Kind.Plural, ResourcePage<T>.KeyOf(read.Object), wrong.Message);
                }

                break;
            case "DELETED":
                Tell(_store.Remove(ResourcePage<T>.KeyOf(read.Object)));
                break;
        }
    }

    private void Put(T item)
    {
        // Deleted and made again unheard: two things, of which each has its own story.
        var key = ObjectKey.Of(item);
        if (Find(key) is { } before && before.Metadata.Uid != item.Metadata.Uid)
        {
            Tell(_store.Remove(key));
        }

        Tell(_store.Put(item));
    }

    private void Tell(CacheChange<T>? change)
    {
        if (change is not null)
        {
            foreach (var listener in _listeners)
            {
                listener(change);
            }
        }
    }

    /// <summary>A wait that doubles with each failure, somewhere in its upper half so that many do not come back as one.</summary>
    private Task WaitAsync(Exception failure, CancellationToken cancellationToken)
    {
        _metrics.Failed(_client.Kind.Plural);
        _failuresSinceList++;
        var wait = _settings.FirstRetry * Math.Pow(2, Math.Min(_failures++, 20));
        wait = wait < _settings.LongestRetry ? wait : _settings.LongestRetry;
        wait *= 0.5 + (Random.Shared.NextDouble() / 2);
        if ((failure.InnerException ?? failure) is KubernetesApiException { RetryAfter: { } asked } && asked > wait)
        {
            wait = asked;
        }

        return Task.Delay(wait, _time, cancellationToken);
    }

    [LoggerMessage(EventId = 4000, Level = LogLevel.Warning, Message = "The watch of {Resource} broke off; it will be tried again: {Failure}")]
    private static partial void LogFailed(ILogger logger, string resource, string failure);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "The API server no longer knows what {Resource} were watched for; they are listed again")]
    private static partial void LogExpired(ILogger logger, string resource);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "One of {Resource}, {Key}, cannot be read and is left out: {Mistake}")]
    private static partial void LogUnreadable(ILogger logger, string resource, ObjectKey key, string mistake);
}
