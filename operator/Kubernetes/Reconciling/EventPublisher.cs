using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Tells of an entity, for <c>kubectl describe</c>. What is told again and again is one event with a count.</summary>
/// <param name="entity">What it is about.</param>
/// <param name="reason">Why, as one CamelCase word.</param>
/// <param name="message">What happened, for people.</param>
/// <param name="type">Whether it should worry anybody.</param>
/// <param name="cancellationToken">Ends the telling.</param>
public delegate Task EventPublisher(
    IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type = EventType.Normal, CancellationToken cancellationToken = default);
