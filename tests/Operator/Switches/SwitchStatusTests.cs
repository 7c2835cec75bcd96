using k8s.Models;
using Text2Llm.Kubernetes.Applying;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>When a status is written, to a real API server.</summary>
public sealed class SwitchStatusTests(Cluster cluster)
{
    private readonly StatusWriter<V1Alpha1ProviderSwitch, ProviderSwitchSpec, ProviderSwitchStatus> _statuses = new(cluster.Switches);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_TheSameStatusAgain_ChangesNothing()
    {
        var entity = await CreateAsync();

        (await _statuses.WriteAsync(entity, Status(1), "test", Cancel)).ShouldBeTrue();
        var written = (await cluster.Switches.FindAsync(ObjectKey.Of(entity), Cancel))!;
        written.Status!.ObservedGeneration.ShouldBe(1);
        (await _statuses.WriteAsync(written, Status(1), "test", Cancel)).ShouldBeFalse();
        (await cluster.Switches.FindAsync(ObjectKey.Of(entity), Cancel))!.Metadata.ResourceVersion.ShouldBe(written.Metadata.ResourceVersion);

        (await _statuses.WriteAsync(written, Status(2), "test", Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Write_OfAStaleEntity_IsAConflict()
    {
        var entity = await CreateAsync();
        await cluster.Switches.PatchAsync(ObjectKey.Of(entity), """{"metadata":{"labels":{"x":"y"}}}""", Cancel);

        var refused = await Should.ThrowAsync<KubernetesApiException>(_statuses.WriteAsync(entity, Status(1), "test", Cancel));

        refused.IsConflict.ShouldBeTrue();
    }

    private async Task<V1Alpha1ProviderSwitch> CreateAsync() => await cluster.Switches.CreateAsync(
        new V1Alpha1ProviderSwitch
        {
            Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = await cluster.NewNamespaceAsync() },
            Spec = new() { Provider = "one", State = SwitchState.Enabled },
        },
        Cancel);

    private static ProviderSwitchStatus Status(long generation) => new() { ObservedGeneration = generation };
}
