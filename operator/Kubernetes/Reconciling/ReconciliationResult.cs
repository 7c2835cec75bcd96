using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>How a reconciliation ended.</summary>
public sealed record ReconciliationResult<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private ReconciliationResult(TEntity entity, TimeSpan? requeueAfter) => (Entity, RequeueAfter) = (entity, requeueAfter);

    /// <summary>The entity.</summary>
    public TEntity Entity { get; }

    /// <summary>Whether the world is as the entity says, or on its way there.</summary>
    [MemberNotNullWhen(false, nameof(ErrorMessage))]
    public bool IsSuccess => ErrorMessage is null;

    /// <summary>What is wrong; null after a success.</summary>
    public string? ErrorMessage { get; private init; }

    /// <summary>The exception that says so, where there is one.</summary>
    public Exception? Error { get; private init; }

    /// <summary>After how long the entity is to be looked at again; null for the next change, and after a failure for the backoff.</summary>
    public TimeSpan? RequeueAfter { get; }

#pragma warning disable CA1000 // KubeOps' shape: ReconciliationResult<T>.Success(entity).
    /// <summary>All is well.</summary>
    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) => new(entity, requeueAfter);

    /// <summary>It did not work, and is to be tried again.</summary>
    public static ReconciliationResult<TEntity> Failure(
        TEntity entity, string errorMessage, Exception? error = null, TimeSpan? requeueAfter = null) =>
        new(entity, requeueAfter) { ErrorMessage = errorMessage, Error = error };
#pragma warning restore CA1000
}
