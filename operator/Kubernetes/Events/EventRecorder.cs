using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Events;

/// <summary>
/// Writes events. One that says the same of the same entity has the same name, in whichever process, so it is counted and not repeated; and
/// it is written at most once in ten seconds. That an event cannot be written keeps nobody from their work.
/// </summary>
internal sealed partial class EventRecorder(
    ResourceClient<Corev1Event> events, OperatorSettings settings, TimeProvider time, ILogger<EventRecorder> logger)
{
    private const int MostRemembered = 4096;
    private const int LongestMessage = 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Told> _told = new(StringComparer.Ordinal);

    /// <summary>As <see cref="EventPublisher"/> says.</summary>
    public async Task PublishAsync(
        IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type, CancellationToken cancellationToken)
    {
        message = message.Length <= LongestMessage ? message : string.Concat(message.AsSpan(0, LongestMessage - 1), "…");
        var key = new ObjectKey(entity.Metadata.NamespaceProperty ?? "default", NameOf(entity, reason, message, type));
        if (CountOf(key.Name) is not { } count)
        {
            return;
        }

        try
        {
            await WriteAsync(key, entity, reason, message, type, count, cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, reason, entity.Metadata.Name, failed.Message);
        }
    }

    private async Task WriteAsync(
        ObjectKey key, IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type, int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        try
        {
            await events.CreateAsync(Create(key, entity, reason, message, type, count, now), cancellationToken);
        }
        catch (KubernetesApiException there) when (there.IsAlreadyThere)
        {
            // Of another replica, or of before a restart.
            var before = await events.FindAsync(key, cancellationToken);
            await events.PatchAsync(
                key, KubernetesJson.Serialize(new { count = (before?.Count ?? 0) + count, lastTimestamp = now }), cancellationToken);
        }
    }

    private Corev1Event Create(
        ObjectKey key, IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type, int count, DateTime now) => new()
        {
            Metadata = new V1ObjectMeta { Name = key.Name, NamespaceProperty = key.Namespace },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = entity.ApiVersion,
                Kind = entity.Kind,
                Name = entity.Metadata.Name,
                NamespaceProperty = entity.Metadata.NamespaceProperty,
                Uid = entity.Metadata.Uid,
                ResourceVersion = entity.Metadata.ResourceVersion,
            },
            Reason = reason,
            Message = message,
            Type = type.ToString(),
            Count = count,
            FirstTimestamp = now,
            LastTimestamp = now,
            Source = new V1EventSource { Component = settings.Name },
            ReportingComponent = settings.Name,
            ReportingInstance = Environment.MachineName,
        };

    /// <summary>How often it has happened since it was last written; null where it is to wait.</summary>
    private int? CountOf(string name)
    {
        lock (_lock)
        {
            if (_told.TryGetValue(name, out var told) && time.GetElapsedTime(told.At) < Pause)
            {
                _told[name] = told with { Unwritten = told.Unwritten + 1 };
                return null;
            }

            if (_told.Count >= MostRemembered)
            {
                _told.Clear();
            }

            _told[name] = new Told(time.GetTimestamp(), 0);
            return 1 + (told?.Unwritten ?? 0);
        }
    }

    private static string NameOf(IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{entity.Metadata.Uid}\0{reason}\0{message}\0{type}"));
        var name = entity.Metadata.Name;
        return $"{(name.Length <= 200 ? name : name[..200])}.{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    private sealed record Told(long At, int Unwritten);

    [LoggerMessage(EventId = 4060, Level = LogLevel.Warning, Message = "The event {Reason} of {Entity} could not be written: {Failure}")]
    private static partial void LogFailed(ILogger logger, string reason, string entity, string failure);
}
