using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Leadership;

namespace Text2Llm.Kubernetes.Tests.Leadership;

/// <summary>Elections over leases of a real API server, by a clock of the tests' own.</summary>
[Collection("Cluster")]
public sealed class LeaderElectionTests(Cluster cluster)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ResourceClient<V1Lease> _leases = new(cluster.Client);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Try_TwoReplicas_OneLeads()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        using var other = Election(settings);

        await Task.WhenAll(one.TryAsync(Cancel), other.TryAsync(Cancel));
        await Task.WhenAll(one.TryAsync(Cancel), other.TryAsync(Cancel));

        (one.IsLeader ^ other.IsLeader).ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_OfTheLeader_LetsTheNextLeadAtOnce()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        using var other = Election(settings);
        await one.TryAsync(Cancel);
        await other.TryAsync(Cancel);
        other.IsLeader.ShouldBeFalse();

        await one.StopAsync(Cancel);
        one.IsLeader.ShouldBeFalse();
        await other.TryAsync(Cancel);

        other.IsLeader.ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_AfterAWriteThatWasNotSeen_LetsTheNextLeadAtOnce()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        using var other = Election(settings);
        await one.TryAsync(Cancel);
        await other.TryAsync(Cancel);

        // As a renewal does that came through and whose answer the stop broke off.
        await _leases.PatchAsync(new ObjectKey(settings.Namespace, "test-leader"), """{"metadata":{"labels":{"seen":"no"}}}""", Cancel);
        await one.StopAsync(Cancel);
        await other.TryAsync(Cancel);

        other.IsLeader.ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_OfWhoDoesNotLead_LeavesTheLease()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        using var other = Election(settings);
        await one.TryAsync(Cancel);
        await other.TryAsync(Cancel);

        await other.StopAsync(Cancel);

        (await _leases.FindAsync(new ObjectKey(settings.Namespace, "test-leader"), Cancel))!.Spec.HolderIdentity.ShouldBe(one.Identity);
    }

    [Fact]
    public async Task Leader_ThatCannotRenew_EndsBeforeAnotherMayBegin()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        using var other = Election(settings);
        await one.TryAsync(Cancel);
        var term = await one.LeadAsync(Cancel);
        await other.TryAsync(Cancel);

        _time.Advance(settings.RenewDeadline - TimeSpan.FromTicks(1));
        one.IsLeader.ShouldBeTrue();
        _time.Advance(TimeSpan.FromTicks(1));
        one.IsLeader.ShouldBeFalse();
        term.IsCancellationRequested.ShouldBeTrue();

        _time.Advance(settings.LeaseDuration - settings.RenewDeadline - TimeSpan.FromTicks(1));
        await other.TryAsync(Cancel);
        other.IsLeader.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        await other.TryAsync(Cancel);
        other.IsLeader.ShouldBeTrue();
    }

    [Fact]
    public async Task Clock_SetHoursAhead_TakesNoLeaseAway()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        await one.TryAsync(Cancel);

        // Another machine, whose clock is wrong.
        var ahead = new FakeTimeProvider(_time.GetUtcNow().AddHours(5));
        using var other = new LeaderElection(_leases, settings, ahead, NullLogger<LeaderElection>.Instance);
        await other.TryAsync(Cancel);

        (one.IsLeader, other.IsLeader).ShouldBe((true, false));
    }

    [Fact]
    public async Task Lease_WithoutHolderOrTimes_IsTaken()
    {
        var settings = await SettingsAsync();
        await _leases.CreateAsync(
            new V1Lease { Metadata = new V1ObjectMeta { Name = "test-leader", NamespaceProperty = settings.Namespace }, Spec = new V1LeaseSpec() }, Cancel);
        using var one = Election(settings);

        await one.TryAsync(Cancel);

        one.IsLeader.ShouldBeTrue();
    }

    [Fact]
    public async Task Lease_DeletedUnderTheLeader_IsWrittenAgain()
    {
        var settings = await SettingsAsync();
        using var one = Election(settings);
        await one.TryAsync(Cancel);
        await _leases.DeleteAsync(new ObjectKey(settings.Namespace, "test-leader"), Cancel);

        await one.TryAsync(Cancel);
        await one.TryAsync(Cancel);

        one.IsLeader.ShouldBeTrue();
        (await _leases.FindAsync(new ObjectKey(settings.Namespace, "test-leader"), Cancel))!.Spec.HolderIdentity.ShouldBe(one.Identity);
    }

    private LeaderElection Election(OperatorSettings settings) => new(_leases, settings, _time, NullLogger<LeaderElection>.Instance);

    private async Task<OperatorSettings> SettingsAsync() => new() { Name = "test", Namespace = await cluster.NewNamespaceAsync() };
}
