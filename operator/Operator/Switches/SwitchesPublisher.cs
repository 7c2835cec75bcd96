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
    private readonly ObjectKey _key = new(options.Value.Namespace, options.Value.SwitchesConfigMap);
    private readonly SemaphoreSlim _one = new(1);

    // What was written, and the version that this made.
    private SortedDictionary<string, string>? _written;
    private string? _version;

    /// <summary>Writes the ConfigMap, unless it is as it should be.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var data = SwitchesConfigMap.Write(switches.All, time.GetUtcNow());
            if (_written?.SequenceEqual(data) == true && configMaps.Find(_key)?.Metadata.ResourceVersion == _version)
            {
                return;
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
            _written = data;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
