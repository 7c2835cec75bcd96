using Text2Llm.Kubernetes.Applying;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>Applies a switch and says so in its status.</summary>
internal sealed class V1Alpha1ProviderSwitchController(
    SwitchesPublisher publisher,
    StatusWriter<V1Alpha1ProviderSwitch, ProviderSwitchSpec, ProviderSwitchStatus> statuses,
    EventPublisher publishEvent,
    TimeProvider time) : IEntityController<V1Alpha1ProviderSwitch>
{
    // Waits are measured by a steady clock, ends by the clock on the wall: that one is looked at this often, in case it was set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task<ReconciliationResult<V1Alpha1ProviderSwitch>> ReconcileAsync(
        V1Alpha1ProviderSwitch entity, CancellationToken cancellationToken)
    {
        var again = await publisher.PublishAsync(cancellationToken);
        var now = time.GetUtcNow();
        var stands = SwitchInForce.Of(entity, now);
        if (await statuses.WriteAsync(entity, StatusOf(entity, stands, now), OperatorOptions.FieldManager, cancellationToken))
        {
            var type = stands.IsValid ? EventType.Normal : EventType.Warning;
            await publishEvent(entity, stands.Reason, stands.Message, type, cancellationToken);
        }

        TimeSpan? left = stands.Is ? stands.Until - now : null;
        left = left > LongestWait ? LongestWait : left;
        return ReconciliationResult<V1Alpha1ProviderSwitch>.Success(entity, again < left || left is null ? again : left);
    }

    public async Task<ReconciliationResult<V1Alpha1ProviderSwitch>> DeletedAsync(
        V1Alpha1ProviderSwitch entity, CancellationToken cancellationToken)
    {
        // News, which are written at once.
        await publisher.PublishAsync(cancellationToken);
        return ReconciliationResult<V1Alpha1ProviderSwitch>.Success(entity);
    }

    private static ProviderSwitchStatus StatusOf(V1Alpha1ProviderSwitch entity, SwitchInForce stands, DateTimeOffset now)
    {
        var (before, generation) = (entity.Status, entity.Metadata.Generation);
        var isNews = before?.ObservedGeneration != generation || before?.AppliedAt is null;
        return new ProviderSwitchStatus
        {
            ObservedGeneration = generation,
            AppliedAt = stands.IsValid || stands.Is ? (isNews ? WholeSeconds(now) : before!.AppliedAt) : null,
            Conditions =
            [
                ConditionList.Set(
                    before?.Conditions, "Ready", stands.IsValid, stands.IsValid ? "Applied" : "Invalid",
                    stands.IsValid ? "The proxies have been told." : stands.Message, generation, now),
                ConditionList.Set(before?.Conditions, "InForce", stands.Is, stands.Reason, stands.Message, generation, now),
            ],
        };
    }

    private static DateTime WholeSeconds(DateTimeOffset now) =>
        new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
