using k8s.Models;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Tests.Reconciling;

/// <summary>What a controller and its finalizers are called for, against a real API server.</summary>
[Collection("Cluster")]
public sealed class ControllerLoopTests(Cluster cluster)
{
    private readonly ResourceClient<V1ConfigMap> _entities = new(cluster.Client);
    private readonly ResourceClient<V1Secret> _children = new(cluster.Client);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finalizers_OfAnEntity_AreAttachedFirstAndCalledInTurn()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        IList<string> atFirst = [];
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(client, inNamespace, (what, entity) =>
        {
            atFirst = what == "reconcile" ? entity.Metadata.Finalizers ?? [] : atFirst;
            return Task.CompletedTask;
        }, finalizers: true);

        await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);
        await running.DidAsync("reconcile a");
        atFirst.ShouldBe(["text2llm.io/first", "text2llm.io/second"]);

        await _entities.DeleteAsync(new ObjectKey(inNamespace, "a"), Cancel);
        await running.DidAsync("reconcile a", "first a", "second a", "deleted a");
        (await _entities.FindAsync(new ObjectKey(inNamespace, "a"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Finalizer_ThatFails_KeepsTheEntityAndIsCalledAgain()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        var failures = 2;
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(client, inNamespace, async (what, entity) =>
        {
            if (what == "first" && failures-- > 0)
            {
                (await _entities.FindAsync(ObjectKey.Of(entity), Cancel))!.Metadata.Finalizers.Count.ShouldBe(2);
                throw new InvalidOperationException("not yet");
            }
        }, finalizers: true, settings => settings.FirstRetry = TimeSpan.FromMilliseconds(1));
        await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);
        await running.DidAsync("reconcile a");

        await _entities.DeleteAsync(new ObjectKey(inNamespace, "a"), Cancel);

        await running.DidAsync("reconcile a", "first a", "first a", "first a", "second a", "deleted a");
    }

    [Fact]
    public async Task Finalizer_EntityChangedMeanwhile_IsCalledAgainAndLosesNothing()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        var changes = 1;
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(client, inNamespace, async (what, entity) =>
        {
            if (what == "first" && changes-- > 0)
            {
                // What was read is stale from here on; the finalizer of another controller goes meanwhile, and must not come back.
                await _entities.PatchAsync(
                    ObjectKey.Of(entity), """{"metadata":{"finalizers":["text2llm.io/first","text2llm.io/second"]}}""", Cancel);
            }
        }, finalizers: true);
        var begun = RunningOperator.Entity(inNamespace, "a");
        begun.Metadata.Finalizers = ["text2llm.io/first", "text2llm.io/second", "other.io/another"];
        await _entities.CreateAsync(begun, Cancel);
        await running.DidAsync("reconcile a");

        await _entities.DeleteAsync(new ObjectKey(inNamespace, "a"), Cancel);

        await running.DidAsync("reconcile a", "first a", "first a", "second a", "deleted a");
    }

    [Fact]
    public async Task Child_ChangedOrDeleted_WakesItsOwner()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(client, inNamespace);
        var owner = await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);
        await running.DidAsync("reconcile a");

        await _children.CreateAsync(new V1Secret { Metadata = new() { Name = "child" } }.OwnedBy(owner), Cancel);
        await running.DidAsync("reconcile a", "reconcile a");
        await _children.PatchAsync(new ObjectKey(inNamespace, "child"), """{"metadata":{"labels":{"x":"y"}}}""", Cancel);
        await running.DidAsync("reconcile a", "reconcile a", "reconcile a");
        await _children.DeleteAsync(new ObjectKey(inNamespace, "child"), Cancel);
        await running.DidAsync("reconcile a", "reconcile a", "reconcile a", "reconcile a");
    }

    [Fact]
    public async Task Child_OfNobody_WakesNobody()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(client, inNamespace);
        await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);
        await running.DidAsync("reconcile a");

        await _children.CreateAsync(new V1Secret { Metadata = new() { Name = "stray", NamespaceProperty = inNamespace } }, Cancel);
        var other = await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "b"), Cancel);
        await _children.CreateAsync(new V1Secret { Metadata = new() { Name = "child" } }.OwnedBy(other), Cancel);

        // The stray came first: had it woken anybody, that would stand before what the child did.
        await running.DidAsync("reconcile a", "reconcile b", "reconcile b");
    }

    [Fact]
    public async Task Reconcile_OfAStaleEntity_IsDoneAgainWithTheNewOne()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        List<string> seen = [];
        using var client = cluster.Connect();

        // A failure would not be tried again within this test: a conflict is none.
        await using var running = await RunningOperator.StartAsync(client, inNamespace, async (what, entity) =>
        {
            seen.Add(entity.Data["value"]);
            if (seen.Count == 1)
            {
                await _entities.PatchAsync(ObjectKey.Of(entity), """{"data":{"value":"newer"}}""", Cancel);
            }

            entity.Data["value"] += "!";
            if (!seen[^1].EndsWith('!'))
            {
                await _entities.ReplaceAsync(entity, Cancel);
            }
        }, configure: settings => settings.FirstRetry = TimeSpan.FromHours(1));

        await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);

        await Eventually.BecomesTrueAsync(
            async () => (await _entities.FindAsync(new ObjectKey(inNamespace, "a"), Cancel))!.Data["value"] == "newer!", () => string.Join(' ', seen));
        seen[0].ShouldBe("");
    }

    [Fact]
    public async Task Reconcile_ThatFails_IsTriedAgain()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        var failures = 3;
        using var client = cluster.Connect();
        await using var running = await RunningOperator.StartAsync(
            client, inNamespace,
            (_, _) => failures-- > 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask,
            configure: settings => settings.FirstRetry = TimeSpan.FromMilliseconds(1));

        await _entities.CreateAsync(RunningOperator.Entity(inNamespace, "a"), Cancel);

        await running.DidAsync("reconcile a", "reconcile a", "reconcile a", "reconcile a");
    }
}
