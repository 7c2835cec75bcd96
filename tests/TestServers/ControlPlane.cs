using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Text2Llm.TestServers;

/// <summary>
/// A real Kubernetes API server on this machine, with etcd and the controllers, and with a node where pods are to run: see tests/lab/kube.sh.
/// It ends with the process that started it, however that ends.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly string Script = Path.GetFullPath(
        typeof(ControlPlane).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "KubernetesScript").Value!);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"text2llm-{Path.GetRandomFileName()}");

    private ControlPlane()
    {
    }

    /// <summary>The file that says where the API server is, and who may do anything there.</summary>
    public string KubeConfig { get; private set; } = "";

    /// <summary>Whether it is one that <c>KUBECONFIG</c> names, and will be there afterwards.</summary>
    public bool IsGiven => !File.Exists(Path.Combine(_folder, "number"));

    /// <summary>This machine's address as pods see it: of a given cluster, what <c>KUBE_HOST_ADDRESS</c> says.</summary>
    public IPAddress HostAddress => IsGiven
        ? IPAddress.Parse(Environment.GetEnvironmentVariable("KUBE_HOST_ADDRESS")
            ?? throw new InvalidOperationException("KUBE_HOST_ADDRESS must be this machine's address as the pods of the cluster in KUBECONFIG see it."))
        : IPAddress.Parse($"10.{File.ReadAllText(Path.Combine(_folder, "number")).Trim()}.255.1");

    /// <summary>Starts one, or takes the cluster that <c>KUBECONFIG</c> names.</summary>
    /// <param name="withNode">Whether pods are to run there.</param>
    public static async Task<ControlPlane> StartAsync(bool withNode = false)
    {
        var plane = new ControlPlane();
        var said = await RunAsync(Script, [withNode ? "up" : "control", plane._folder]);
        plane.KubeConfig = said.Trim().Split('\n')[^1]["KUBECONFIG=".Length..];
        return plane;
    }

    /// <summary>Sends a signal to one of its programs, such as KILL to the apiserver; what ends by it is started again at once.</summary>
    public Task SignalAsync(string part, string signal) => RunAsync(Script, ["signal", part, signal, _folder]);

    /// <summary>Brings an image to the node.</summary>
    public Task LoadAsync(string archive) => RunAsync(Script, ["load", archive, _folder]);

    /// <summary>Has everything forgotten that is not the present state: who watched from before is told that this is gone.</summary>
    public Task CompactAsync() => RunAsync(Script, ["compact", _folder]);

    /// <summary>Runs kubectl.</summary>
    /// <param name="input">What it reads where it is to read <c>-</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public Task<string> KubectlAsync(string input, params IEnumerable<string> arguments) =>
        RunAsync("kubectl", ["--kubeconfig", KubeConfig, .. arguments], input);

    /// <summary>A token of a service account, bound to a pod where one is named.</summary>
    public async Task<string> TokenAsync(string space, string account, string audience, string? pod = null)
    {
        var bound = pod is null ? null : new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["name"] = pod,
            ["uid"] = await KubectlAsync("", "--namespace", space, "get", "pod", pod, "--output=jsonpath={.metadata.uid}"),
        };
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["audiences"] = new JsonArray(audience), ["boundObjectRef"] = bound },
        };
        var answer = await KubectlAsync(
            request.ToJsonString(), "create", "--raw", $"/api/v1/namespaces/{space}/serviceaccounts/{account}/token", "--filename", "-");
        return (string)JsonNode.Parse(answer)!["status"]!["token"]!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await RunAsync(Script, ["down", _folder]);

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KUBE_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {await error}{await output}");
    }
}
