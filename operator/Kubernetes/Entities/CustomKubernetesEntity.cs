using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Entities;

/// <summary>A resource of one's own: what its author wants, and what has become of it.</summary>
public abstract class CustomKubernetesEntity<TSpec, TStatus> : IKubernetesObject<V1ObjectMeta>, ISpec<TSpec>
    where TSpec : new()
    where TStatus : class
{
    /// <summary>The group and version.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Name, namespace, labels and the like.</summary>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is wanted.</summary>
    public TSpec Spec { get; set; } = new();

    /// <summary>What has become of it; null before an operator has seen it.</summary>
    public TStatus? Status { get; set; }
}
