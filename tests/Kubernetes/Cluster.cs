using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Tests;
using Text2Llm.TestServers;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Text2Llm.Kubernetes.Tests;

/// <summary>A real control plane for all tests; those of the collection <c>Cluster</c> run one after another, as some end its API server.</summary>
public sealed class Cluster : IAsyncLifetime
{
    public ControlPlane Plane { get; private set; } = null!;

    public IKubernetes Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Plane = await ControlPlane.StartAsync();
        Client = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Plane is not null)
        {
            await Plane.DisposeAsync();
        }
    }

    /// <summary>A client with a connection of its own, where told through a network that can break.</summary>
    internal IKubernetes Connect(BreakableNetwork? network = null)
    {
        var configuration = Configuration;
        configuration.Host = network?.Address.ToString() ?? configuration.Host;
        return KubernetesConnection.Create(configuration);
    }

    internal BreakableNetwork NewNetwork() => new(new Uri(Configuration.Host));

    internal async Task<string> NewNamespaceAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        await Plane.KubectlAsync("", "create", "namespace", name);
        return name;
    }

    internal static V1ConfigMap ConfigMap(string inNamespace, string name, string value = "") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = inNamespace },
        Data = new Dictionary<string, string> { ["value"] = value },
    };

    private KubernetesClientConfiguration Configuration => KubernetesClientConfiguration.BuildConfigFromConfigFile(Plane.KubeConfig);
}
