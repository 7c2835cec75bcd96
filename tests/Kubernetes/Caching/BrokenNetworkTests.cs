using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Tests.Caching;

/// <summary>A cache in front of a real API server, between which everything breaks.</summary>
[Collection("Cluster")]
public sealed class BrokenNetworkTests(Cluster cluster, ITestOutputHelper output)
{
    private readonly ResourceClient<V1ConfigMap> _configMaps = new(cluster.Client);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_WhatWasDeletedMeanwhile_IsTold()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "kept"), Cancel);
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "lost"), Cancel);
        await using var network = cluster.NewNetwork();
        using var client = cluster.Connect(network);
        await using var cache = new RunningCache(client, new ResourceScope(inNamespace, FieldSelector: "metadata.name!=kube-root-ca.crt"));
        await cache.ToldAsync("+kept", "+lost");

        network.Refuses = true;
        network.Cut();
        await Eventually.BecomesTrueAsync(() => cache.Cache.Staleness > TimeSpan.Zero, () => "the cut is not noticed");
        await _configMaps.DeleteAsync(new ObjectKey(inNamespace, "lost"), Cancel);
        cache.Cache.Find(new ObjectKey(inNamespace, "lost")).ShouldNotBeNull();
        network.Refuses = false;

        await cache.ToldAsync("+kept", "+lost", "-lost");
        await Eventually.BecomesTrueAsync(() => cache.Cache.Staleness == TimeSpan.Zero, () => "it stays stale");
    }

    [Fact]
    public async Task Silence_OfAConnectionThatStands_IsNoticed()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "a", "before"), Cancel);
        await using var network = cluster.NewNetwork();
        using var client = cluster.Connect(network);
        await using var cache = new RunningCache(client, new ResourceScope(inNamespace));
        await cache.BecomesAsync("a", "before");

        // Neither end is told; the watch itself would end by the server's word after a minute, which is lost too.
        network.Silence();
        var began = TimeProvider.System.GetTimestamp();
        await _configMaps.ReplaceAsync(Cluster.ConfigMap(inNamespace, "a", "after"), Cancel);
        await cache.BecomesAsync("a", "after");

        output.WriteLine($"noticed and made good after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Compaction_OfWhatWasMissed_ListsAgainAndTellsTheDifference()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "kept"), Cancel);
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "lost"), Cancel);
        await using var network = cluster.NewNetwork();
        using var client = cluster.Connect(network);

        // Nothing but the server's word has it list again.
        await using var cache = new RunningCache(
            client, new ResourceScope(inNamespace, FieldSelector: "metadata.name!=kube-root-ca.crt"), new() { FailuresBeforeList = int.MaxValue });
        await cache.ToldAsync("+kept", "+lost");
        network.Refuses = true;
        network.Cut();

        await _configMaps.DeleteAsync(new ObjectKey(inNamespace, "lost"), Cancel);
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "late"), Cancel);
        await cluster.Plane.CompactAsync();

        // What the server itself remembers goes too.
        await cluster.Plane.SignalAsync("apiserver", "KILL");
        network.Refuses = false;

        await cache.ToldAsync("+kept", "+lost", "-lost", "+late");
    }

    [Fact]
    public async Task Kill_OfTheApiServer_IsSurvived()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        using var client = cluster.Connect();
        await using var cache = new RunningCache(client, new ResourceScope(inNamespace));
        await _configMaps.CreateAsync(Cluster.ConfigMap(inNamespace, "a", "before"), Cancel);
        await cache.BecomesAsync("a", "before");

        await cluster.Plane.SignalAsync("apiserver", "KILL");
        await Eventually.BecomesTrueAsync(() => cache.Cache.Staleness > TimeSpan.Zero, () => "its end is not noticed");
        cache.Cache.Find(new ObjectKey(inNamespace, "a")).ShouldNotBeNull();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                try
                {
                    return await _configMaps.ReplaceAsync(Cluster.ConfigMap(inNamespace, "a", "after"), Cancel) is not null;
                }
                catch (Exception away) when (away is HttpRequestException or KubernetesApiException or TimeoutException)
                {
                    return false;
                }
            },
            () => "the API server does not come back");

        await cache.BecomesAsync("a", "after");
    }
}
