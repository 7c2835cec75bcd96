using System.Net;
using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>The API server refused: by a response's status, or by a <c>Status</c> object within a watch.</summary>
public sealed class KubernetesApiException : Exception
{
    /// <summary>Tells what was refused.</summary>
    /// <param name="code">The status code.</param>
    /// <param name="status">What the server said; null where it said nothing that can be read.</param>
    /// <param name="what">What was asked, for people.</param>
    public KubernetesApiException(HttpStatusCode code, V1Status? status, string what)
        : base($"{what}: {(int)code} {status?.Reason ?? code.ToString()}{(status?.Message is { Length: > 0 } said ? $": {said}" : "")}")
    {
        (Code, Status) = (code, status);
    }

    /// <summary>The status code.</summary>
    public HttpStatusCode Code { get; }

    /// <summary>What the server said, or null.</summary>
    public V1Status? Status { get; }

    /// <summary>After how long it may be asked again, where the server said so.</summary>
    public TimeSpan? RetryAfter => Status?.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Whether the object was changed by somebody else since it was read.</summary>
    public bool IsConflict => Code == HttpStatusCode.Conflict && Status?.Reason != "AlreadyExists";

    /// <summary>Whether the object to be made is there already.</summary>
    public bool IsAlreadyThere => Code == HttpStatusCode.Conflict && Status?.Reason == "AlreadyExists";

    /// <summary>Whether there is no such object, or no such kind.</summary>
    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    /// <summary>Whether the server no longer knows what happened since the version asked for: only a new list helps.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone || Status?.Reason is "Expired" or "Gone";
}
