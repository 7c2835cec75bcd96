using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Models;

/// <summary>
/// Lists of models, each for an hour. Bounded in number and in size: the one that was asked for longest ago goes first. Safe for use by many
/// at once.
/// </summary>
internal sealed class ModelCache(TimeProvider time)
{
    /// <summary>The most lists.</summary>
    public const int MaxLists = 1000;

    /// <summary>The most bytes of all lists together, as they would be serialised.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>How long a list is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // The one that was asked for last comes first.
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    /// <summary>The list of a fingerprint; null where there is none, or none that is still good.</summary>
    public IReadOnlyList<Model>? Find(string fingerprint)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(fingerprint, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            if (time.GetUtcNow() >= node.Value.Expires)
            {
                Forget(node.Value);
                return null;
            }

            _byUse.AddFirst(node);
            return node.Value.Models;
        }
    }

    /// <summary>Keeps a list.</summary>
    public void Keep(string fingerprint, IReadOnlyList<Model> models)
    {
        var entry = new Entry(fingerprint, models, models.Sum(model => (long)model.CalculateSize()), time.GetUtcNow() + Lifetime);
        lock (_lock)
        {
            if (_entries.TryGetValue(fingerprint, out var former))
            {
                _byUse.Remove(former);
                Forget(former.Value);
            }

            _entries[fingerprint] = _byUse.AddFirst(entry);
            _bytes += entry.Bytes;
            while (_byUse.Last is { } oldest && (_entries.Count > MaxLists || _bytes > MaxBytes))
            {
                _byUse.RemoveLast();
                Forget(oldest.Value);
            }
        }
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Fingerprint);
        _bytes -= entry.Bytes;
    }

    private sealed record Entry(string Fingerprint, IReadOnlyList<Model> Models, long Bytes, DateTimeOffset Expires);
}
