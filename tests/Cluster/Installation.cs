using System.Net;
using System.Text.Json.Nodes;
using Text2Llm.Cluster.Tests;
using Text2Llm.TestServers;

[assembly: AssemblyFixture(typeof(Installation))]

namespace Text2Llm.Cluster.Tests;

/// <summary>
/// The product as a platform team installs it: images built from the Dockerfile, the chart rendered and applied to a real cluster. Object
/// storage, a provider and the issuer of tokens are servers on this machine that pods reach.
/// </summary>
public sealed class Installation : IAsyncLifetime
{
    public const string Namespace = "text2llm";
    public const string JobsNamespace = "text2llm-jobs";
    public const string Bucket = "datasets";
    public const string WorkBucket = "work";

    private static readonly string[] Deployments = ["proxy", "quota", "operator", "datasets"];
    private static readonly string[] Images = [.. Deployments, "worker"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"text2llm-{Path.GetRandomFileName()}");

    /// <summary>The cluster.</summary>
    internal ControlPlane Cluster { get; private set; } = null!;

    internal ObjectStorage Storage { get; private set; } = null!;

    internal ProviderServer Provider { get; private set; } = null!;

    internal TokenIssuer Issuer { get; private set; } = null!;

    /// <summary>The files of the real text, which are also in the bucket under <c>texts/</c>.</summary>
    internal IReadOnlyList<string> Texts { get; private set; } = [];

    /// <summary>What was applied.</summary>
    internal string Manifests => Path.Combine(_folder, "manifests.yaml");

    /// <summary>A folder for what tests leave; it goes with the installation.</summary>
    internal string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        Cluster = await ControlPlane.StartAsync(withNode: true);
        var host = Cluster.HostAddress;
        Provider = await ProviderServer.StartAsync(host);
        Issuer = await TokenIssuer.StartAsync(host);
        var installed = LoadImagesAsync();
        Storage = await ObjectStorage.StartAsync(host);
        await Storage.Client.PutBucketAsync(Bucket);
        await Storage.Client.PutBucketAsync(WorkBucket);
        Directory.CreateDirectory(Path.Combine(_folder, "texts"));
        Texts = await RealText.WriteAsync(Path.Combine(_folder, "texts"));
        foreach (var file in Texts)
        {
            await Storage.UploadAsync(Bucket, $"texts/{Path.GetFileName(file)}", file);
        }

        await installed;
        await ApplyChartAsync(host);
    }

    public async ValueTask DisposeAsync()
    {
        await (Issuer?.DisposeAsync() ?? default);
        await (Provider?.DisposeAsync() ?? default);
        if (Cluster is { IsGiven: true })
        {
            await RemoveAsync();
        }

        await (Storage?.DisposeAsync() ?? default);
        await (Cluster?.DisposeAsync() ?? default);
        await Shell.RunAsync("tests/lab/images.sh", ["down", Path.Combine(_folder, "images")]);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs kubectl; where it fails, with what it said.</summary>
    internal Task<string> KubectlAsync(params IEnumerable<string> arguments) => Cluster.KubectlAsync("", arguments);

    internal Task<string> ApplyAsync(string yaml) => Cluster.KubectlAsync(yaml, "apply", "-f", "-");

    private async Task LoadImagesAsync()
    {
        var archives = await Shell.RunAsync("tests/lab/images.sh", ["build", Path.Combine(_folder, "images"), .. Images]);
        var shell = Path.Combine(_folder, "shell.tar");
        await Shell.RunAsync("tests/lab/shell.sh", [shell]);
        await Cluster.LoadAsync(shell);
        foreach (var archive in archives.Trim().Split('\n').Where(line => line.EndsWith(".tar", StringComparison.Ordinal)))
        {
            await Cluster.LoadAsync(archive);
        }
    }

    // Jobs first, while there is an operator to clear up after them.
    private async Task RemoveAsync()
    {
        if (File.Exists(Manifests))
        {
            await KubectlAsync("--namespace", JobsNamespace, "delete", "datasetjobs", "--all", "--timeout=180s");
            await KubectlAsync("delete", "--ignore-not-found", "--filename", Manifests, "--timeout=180s");
            await KubectlAsync("delete", "namespace", Namespace, "--timeout=180s");
        }
    }

    private async Task ApplyChartAsync(IPAddress host)
    {
        var values = Path.Combine(_folder, "values.yaml");
        await File.WriteAllTextAsync(values, ChartValues.Of(host, Storage, Provider.BaseAddress, Issuer.Issuer));
        var version = JsonNode.Parse(await KubectlAsync("get", "--raw", "/version"))!["gitVersion"]!.GetValue<string>();
        var manifests = await Shell.RunAsync(
            "tests/lab/render.sh", ["--namespace", Namespace, "--kube-version", version.TrimStart('v'), "--values", values, Path.Combine(Shell.Repository, "charts/text2llm")]);

        // It fails where there is one: an installation that somebody uses is not to be touched.
        await KubectlAsync("create", "namespace", Namespace);
        await File.WriteAllTextAsync(Manifests, manifests);

        // The server sets it by itself from 1.21 on.
        await KubectlAsync("label", "--overwrite", "namespace", Namespace, $"kubernetes.io/metadata.name={Namespace}");
        await KubectlAsync(
            "--namespace", Namespace, "create", "secret", "generic", "storage", $"--from-literal=access-key={Storage.AccessKey}", $"--from-literal=secret-key={Storage.SecretKey}");
        await ApplyAsync(manifests);
        await Task.WhenAll(Deployments.Select(name => KubectlAsync(
            "--namespace", Namespace, "rollout", "status", $"deployment/text2llm-{name}", "--timeout=180s")));
    }
}
