using k8s.Models;

namespace Text2Llm.Kubernetes.Applying;

/// <summary>The conditions of a status.</summary>
public static class ConditionList
{
    /// <summary>Sets a condition among those that were; its time changes only where its status does.</summary>
    /// <param name="before">The conditions of the status before; null for none.</param>
    /// <param name="type">Its type, such as <c>Ready</c>.</param>
    /// <param name="holds">Whether it holds; null where that is not known yet.</param>
    /// <param name="reason">Why, as one CamelCase word.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="generation">The generation of the entity that it is about.</param>
    /// <param name="now">The time.</param>
    public static V1Condition Set(
        IEnumerable<V1Condition>? before, string type, bool? holds, string reason, string message, long? generation, DateTimeOffset now)
    {
        var was = before?.FirstOrDefault(one => one.Type == type);
        var status = holds switch { true => "True", false => "False", null => "Unknown" };
        return new V1Condition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            ObservedGeneration = generation,

            // The API server keeps whole seconds.
            LastTransitionTime = was?.Status == status
                ? was.LastTransitionTime
                : new DateTime(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
        };
    }
}
