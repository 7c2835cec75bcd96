using System.Reflection;
using k8s;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Definitions;
using Text2Llm.Operator.Tests;
using Text2Llm.Resources.Switches;
using Text2Llm.TestServers;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Text2Llm.Operator.Tests;

/// <summary>A real control plane for all tests, which has the product's resources.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private static readonly string DatasetJobs = Path.GetFullPath(
        typeof(Cluster).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "DatasetJobs").Value!);

    public ControlPlane Plane { get; private set; } = null!;

    public IKubernetes Client { get; private set; } = null!;

    internal ResourceClient<V1Alpha1ProviderSwitch> Switches => new(Client);

    public async ValueTask InitializeAsync()
    {
        Plane = await ControlPlane.StartAsync();
        Client = KubernetesConnection.Create(KubernetesClientConfiguration.BuildConfigFromConfigFile(Plane.KubeConfig));

        // The lab's server is older than the rules.
        var definition = ResourceDefinition.Create(
            typeof(V1Alpha1ProviderSwitch), TypeDescriptions.Read(typeof(V1Alpha1ProviderSwitch).Assembly), withRules: false);
        await Plane.KubectlAsync(definition.ToJsonString(), "apply", "-f", "-");
        await Plane.KubectlAsync("", "apply", "--filename", DatasetJobs);
        await Plane.KubectlAsync("", "wait", "--for=condition=Established", "crd/datasetjobs.text2llm.io");
        await Plane.KubectlAsync("", "wait", "--for=condition=Established", "crd/providerswitches.text2llm.io");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Plane is not null)
        {
            await Plane.DisposeAsync();
        }
    }

    /// <summary>Makes a namespace that no other test has.</summary>
    internal async Task<string> NewNamespaceAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        await Plane.KubectlAsync("", "create", "namespace", name);
        return name;
    }
}
