using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Caching;

/// <summary>
/// The objects of a cache, by key and by the id of the controller that owns them. Written by one thread, read by any. Nobody may change an
/// object that is in it.
/// </summary>
internal sealed class ResourceStore<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<ObjectKey, T> _objects = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<ObjectKey, T>> _byOwner = new(StringComparer.Ordinal);

    public int Count => _objects.Count;

    public IEnumerable<T> All => _objects.Select(entry => entry.Value);

    public T? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    public IReadOnlyList<T> OwnedBy(string uid) => _byOwner.TryGetValue(uid, out var owned) ? [.. owned.Values] : [];

    /// <summary>Whether an object is here, in this very version.</summary>
    public bool Has(T resource) =>
        Find(ObjectKey.Of(resource)) is { } here && here.Metadata.Uid == resource.Metadata.Uid && here.Metadata.ResourceVersion == resource.Metadata.ResourceVersion;

    /// <summary>Takes an object in.</summary>
    /// <returns>What changed; null where it is the version that is here already.</returns>
    public CacheChange<T>? Put(T resource)
    {
        var key = ObjectKey.Of(resource);
        var before = Find(key);
        if (Has(resource))
        {
            return null;
        }

        _objects[key] = resource;
        if (OwnerOf(before) is { } was && was != OwnerOf(resource))
        {
            Disown(was, key);
        }

        if (OwnerOf(resource) is { } owner)
        {
            _byOwner.GetOrAdd(owner, _ => new())[key] = resource;
        }

        return new CacheChange<T>(key, before, resource);
    }

    /// <summary>Lets an object go.</summary>
    /// <returns>What changed; null where it was not here.</returns>
    public CacheChange<T>? Remove(ObjectKey key)
    {
        if (!_objects.TryRemove(key, out var before))
        {
            return null;
        }

        if (OwnerOf(before) is { } owner)
        {
            Disown(owner, key);
        }

        return new CacheChange<T>(key, before, null);
    }

    /// <summary>The keys of what is here and not among those.</summary>
    public IReadOnlyList<ObjectKey> Except(IReadOnlySet<ObjectKey> listed) => [.. _objects.Keys.Where(key => !listed.Contains(key))];

    private void Disown(string owner, ObjectKey key)
    {
        if (_byOwner.TryGetValue(owner, out var owned) && owned.TryRemove(key, out _) && owned.IsEmpty)
        {
            _byOwner.TryRemove(owner, out _);
        }
    }

    private static string? OwnerOf(T? resource) =>
        resource?.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true)?.Uid;
}
