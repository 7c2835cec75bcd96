namespace Text2Llm.Kubernetes.Hosting;

/// <summary>How the work is divided among replicas.</summary>
public enum LeaderElectionType
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One does it, by a lease.</summary>
#pragma warning disable CA1720 // KubeOps' name.
    Single,
#pragma warning restore CA1720

    /// <summary>By an <see cref="Leadership.ILeadershipScope"/> that the installation registers.</summary>
    Custom,
}
