using System.Net;
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
        await (Storage?.DisposeAsync() ?? default);
        await (Issuer?.DisposeAsync() ?? default);
        await (Provider?.DisposeAsync() ?? default);
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

    private async Task ApplyChartAsync(IPAddress host)
    {
        var values = Path.Combine(_folder, "values.yaml");
        await File.WriteAllTextAsync(values, ChartValues.Of(host, Storage, Provider.BaseAddress, Issuer.Issuer));
        var manifests = await Shell.RunAsync("tests/lab/render.sh", ["--namespace", Namespace, "--kube-version", "1.20.2", "--values", values, Path.Combine(Shell.Repository, "charts/text2llm")]);
        await KubectlAsync("create", "namespace", Namespace);
        await KubectlAsync(
            "--namespace", Namespace, "create", "secret", "generic", "storage", $"--from-literal=access-key={Storage.AccessKey}", $"--from-literal=secret-key={Storage.SecretKey}");
        await ApplyAsync(manifests);
        await Task.WhenAll(Deployments.Select(name => KubectlAsync(
            "--namespace", Namespace, "rollout", "status", $"deployment/text2llm-{name}", "--timeout=180s")));
    }
}
