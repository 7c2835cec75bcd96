using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Queueing;

/// <summary>
/// The objects to be reconciled. One that is added while it waits is there once; one that is added while it is worked on comes again after
/// that, so never to two workers at a time. Namespaces take turns, so that ten thousand objects of one do not hold up the one of another.
/// </summary>
internal sealed class WorkQueue : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);

    // Namespaces that have something waiting, in the order of their turns.
    private readonly LinkedList<string> _turns = [];
    private readonly Dictionary<string, Queue<ObjectKey>> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<ObjectKey> _queued = [];
    private readonly HashSet<ObjectKey> _working = [];
    private readonly HashSet<ObjectKey> _again = [];
    private readonly Dictionary<ObjectKey, Later> _later = [];
    private readonly Dictionary<ObjectKey, int> _failures = [];
    private bool _disposed;

    public WorkQueue(TimeProvider time, Backoff backoff) => (_time, _backoff) = (time, backoff);

    /// <summary>How many wait now.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _queued.Count;
            }
        }
    }

    /// <summary>Has an object worked on as soon as it is its turn.</summary>
    public void Add(ObjectKey key)
    {
        lock (_lock)
        {
            if (_disposed || _queued.Contains(key))
            {
                return;
            }

            if (_working.Contains(key))
            {
                _again.Add(key);
                return;
            }

            _queued.Add(key);
            if (!_waiting.TryGetValue(key.Namespace, out var queue))
            {
                _waiting[key.Namespace] = queue = new();
                _turns.AddLast(key.Namespace);
            }

            queue.Enqueue(key);
            _ready.Release();
        }
    }

    /// <summary>Has it worked on after a time; of several, the soonest counts.</summary>
    public void AddAfter(ObjectKey key, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            // Timestamps: a clock that is set neither hastens nor delays it.
            var due = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
            if (_disposed || (_later.TryGetValue(key, out var planned) && planned.Due <= due))
            {
                return;
            }

            planned?.Timer.Dispose();
            var timer = _time.CreateTimer(_ => Come(key, due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _later[key] = new Later(due, timer);
            timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Has it tried again, later with each failure in a row.</summary>
    /// <returns>After how long.</returns>
    public TimeSpan AddAfterFailure(ObjectKey key)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            wait = _backoff.WaitAfter(failures);
        }

        AddAfter(key, wait);
        return wait;
    }

    /// <summary>Its failures are over.</summary>
    public void Forget(ObjectKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Takes the next one; <see cref="Done"/> must follow.</summary>
    public async Task<ObjectKey> TakeAsync(CancellationToken cancellationToken)
    {
        await _ready.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var turn = _turns.First!.Value;
            _turns.RemoveFirst();
            var queue = _waiting[turn];
            var key = queue.Dequeue();
            if (queue.Count > 0)
            {
                _turns.AddLast(turn);
            }
            else
            {
                _waiting.Remove(turn);
            }

            _queued.Remove(key);
            _working.Add(key);
            return key;
        }
    }

    /// <summary>It has been worked on.</summary>
    public void Done(ObjectKey key)
    {
        lock (_lock)
        {
            _working.Remove(key);
            if (_again.Remove(key))
            {
                Add(key);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var planned in _later.Values)
            {
                planned.Timer.Dispose();
            }

            _later.Clear();
        }

        _ready.Dispose();
    }

    private void Come(ObjectKey key, long due)
    {
        lock (_lock)
        {
            // One that was replaced while it was about to come is not.
            if (_later.TryGetValue(key, out var planned) && planned.Due == due)
            {
                planned.Timer.Dispose();
                _later.Remove(key);
                Add(key);
            }
        }
    }

    private sealed record Later(long Due, ITimer Timer);
}
