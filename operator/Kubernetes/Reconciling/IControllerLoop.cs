using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>A controller at work, whatever its kind.</summary>
internal interface IControllerLoop
{
    /// <summary>Completes once it knows every entity.</summary>
    Task Synced { get; }

    /// <summary>Has an entity looked at.</summary>
    void Wake(ObjectKey key);

    /// <summary>Works until it is told to stop.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>A controller at work on one kind.</summary>
/// <typeparam name="TEntity">The kind.</typeparam>
internal interface IControllerLoop<TEntity> : IControllerLoop;
