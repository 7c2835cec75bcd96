using System.Reflection;
using Text2Llm.Datasets.Tests;
using Text2Llm.Resources.Datasets;
using Text2Llm.TestServers;

[assembly: AssemblyFixture(typeof(Environs))]

namespace Text2Llm.Datasets.Tests;

/// <summary>What the service has around it: a real API server, a real object storage; and the service itself, a process of its own.</summary>
public sealed class Environs : IAsyncLifetime
{
    public const string Namespace = "jobs";
    public const string Bucket = "data";
    public const string WorkBucket = "work";

    private static readonly string Definitions = Path.GetFullPath(
        typeof(Environs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Definitions").Value!);

    internal ControlPlane Cluster { get; private set; } = null!;

    internal ObjectStorage Storage { get; private set; } = null!;

    internal ServiceProcess Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await ControlPlane.StartAsync();
        Storage = await ObjectStorage.StartAsync();
        await Storage.Client.PutBucketAsync(Bucket);
        await Storage.Client.PutBucketAsync(WorkBucket);
        await Cluster.KubectlAsync("", "apply", "--filename", Definitions);
        await Cluster.KubectlAsync("", "wait", "--for=condition=Established", "crd/datasetjobs.text2llm.io");
        await Cluster.KubectlAsync("", "create", "namespace", Namespace);
        await StartServiceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (Service?.DisposeAsync() ?? default);
        await (Storage?.DisposeAsync() ?? default);
        await (Cluster?.DisposeAsync() ?? default);
    }

    /// <summary>Starts the service anew, with another port.</summary>
    internal async Task StartServiceAsync()
    {
        await (Service?.DisposeAsync() ?? default);
        Service = await ServiceProcess.StartAsync(
            "Text2Llm.Datasets", Cluster.KubeConfig,
            "--Listen:InternalPort", "0",
            "--Jobs:Namespace", Namespace,
            "--Jobs:Work", $"s3://{WorkBucket}/jobs",
            "--Jobs:OperatorAccount", $"{Namespace}:operator",
            "--Jobs:ReportEvery", "00:00:01",
            "--S3:Endpoint", Storage.Endpoint.ToString(),
            "--S3:AccessKey", Storage.AccessKey,
            "--S3:SecretKey", Storage.SecretKey);
    }

    /// <summary>Makes a DatasetJob with the account of its pods.</summary>
    /// <returns>Its UID.</returns>
    internal async Task<string> NewJobAsync(string name, string source, string output, string more = "")
    {
        await Cluster.KubectlAsync(
            $$"""
            apiVersion: text2llm.io/v1alpha1
            kind: DatasetJob
            metadata: {name: {{name}}, namespace: {{Namespace}}}
            spec:
              source: {uri: "{{source}}"}
              output: {uri: "{{output}}", format: jsonl}
              dedup: {exact: true, fuzzy: {verify: "0.8"} }
            {{more}}
            """,
            "apply", "--filename", "-");
        var uid = await Cluster.KubectlAsync("", "--namespace", Namespace, "get", "datasetjob", name, "--output=jsonpath={.metadata.uid}");
        await Cluster.KubectlAsync("", "--namespace", Namespace, "create", "serviceaccount", WorkerNames.AccountOf(name, uid));
        return uid;
    }

    /// <summary>Makes a pod of a job, as the operator's Jobs would; no node runs it.</summary>
    /// <returns>A token that is bound to it.</returns>
    internal async Task<string> NewPodAsync(string pod, string job, string uid, string stage, int number, string audience = WorkerNames.Audience)
    {
        var account = WorkerNames.AccountOf(job, uid);
        await Cluster.KubectlAsync(
            $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{pod}}
              namespace: {{Namespace}}
              labels: {text2llm.io/job: "{{uid}}", text2llm.io/job-name: "{{job}}", text2llm.io/stage: {{stage}}, text2llm.io/number: "{{number}}"}
            spec:
              serviceAccountName: {{account}}
              containers: [{name: worker, image: none}]
            """,
            "apply", "--filename", "-");
        return await TokenAsync(account, audience, pod);
    }

    /// <summary>A token of an account, bound to a pod where one is named.</summary>
    internal Task<string> TokenAsync(string account, string audience, string? pod = null) => Cluster.TokenAsync(Namespace, account, audience, pod);
}
