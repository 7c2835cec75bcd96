using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>
/// Brings the ConfigMap to what the switches say together. Every replica may at any time: the same switches make the same text, and only
/// the keys that the operator wrote are the operator's; what somebody adds by hand stays.
/// </summary>
internal sealed class SwitchesPublisher(
    IResourceCache<V1Alpha1ProviderSwitch> switches,
    IResourceCache<V1ConfigMap> configMaps,
    ResourceClient<V1ConfigMap> client,
    IOptions<OperatorOptions> options,
    TimeProvider time) : IDisposable
{
    // Replicas that disagree, by their clocks or by what they have heard, write over one another no more often than this.
    private static readonly TimeSpan BetweenMendings = TimeSpan.FromSeconds(1);

    private readonly ObjectKey _key = new(options.Value.Namespace, options.Value.SwitchesConfigMap);
    private readonly SemaphoreSlim _one = new(1);

    // What was written, the version that this made, and when.
    private SortedDictionary<string, string>? _written;
    private string? _version;
    private long _writtenAt;

    /// <summary>Writes the ConfigMap, unless it is as it should be. News are written at once, what somebody else changed once in a second.</summary>
    /// <returns>Null, or after how long to call again: it is not as it should be, and was written a moment ago.</returns>
    public async Task<TimeSpan?> PublishAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var data = SwitchesConfigMap.Write(switches.All, time.GetUtcNow());
            if (_written?.SequenceEqual(data) == true)
            {
                if (configMaps.Find(_key)?.Metadata.ResourceVersion == _version)
                {
                    return null;
                }

                if (BetweenMendings - time.GetElapsedTime(_writtenAt) is var left && left > TimeSpan.Zero)
                {
                    return left;
                }
            }

            var configMap = new V1ConfigMap
            {
                Metadata = new V1ObjectMeta
                {
                    Name = _key.Name,
                    NamespaceProperty = _key.Namespace,
                    Labels = new Dictionary<string, string> { ["app.kubernetes.io/part-of"] = "text2llm" },
                },
                Data = data,
            };
            _version = (await client.ApplyAsync(configMap, OperatorOptions.FieldManager, cancellationToken)).Metadata.ResourceVersion;
            (_written, _writtenAt) = (data, time.GetTimestamp());
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
