namespace Text2Llm.Kubernetes.Hosting;

/// <summary>How an operator works.</summary>
public sealed class OperatorSettings
{
    /// <summary>The operator's name: of its lease, in its events, and as the owner of the fields that it applies.</summary>
    public string Name { get; set; } = "operator";

    /// <summary>The namespace of its lease.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Whether one of several replicas leads.</summary>
    public LeaderElectionType LeaderElectionType { get; set; } = LeaderElectionType.None;

    /// <summary>How long a leader is believed to be one after its last sign of life.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long without success a leader stops to be one by itself; shorter than the lease, so that there are never two.</summary>
    public TimeSpan RenewDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two tries.</summary>
    public TimeSpan RetryPeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many entities of a kind are reconciled at once.</summary>
    public int Parallelism { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>The wait after a first failure; it doubles with each that follows.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait after somebody else changed an object first: long enough for the cache to hear of it.</summary>
    public TimeSpan AfterConflict { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often whoever does not lead asks whether it does.</summary>
    public TimeSpan LeadershipCheck { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How stale a cache may be before the operator is called unwell.</summary>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(60);
}
