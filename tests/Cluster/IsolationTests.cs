using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;

namespace Text2Llm.Cluster.Tests;

/// <summary>What a worker pod cannot do, whatever runs in it.</summary>
[Collection(nameof(Installation))] // One after another: there is one cluster, and it is small.
public sealed class IsolationTests(Installation installation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DatasetJobs _jobs = new(installation);
    private readonly ProbePods _probes = new(installation);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_TriesWhatItMayNot_Fails()
    {
        await installation.Storage.Client.PutObjectAsync(new() { BucketName = Installation.Bucket, Key = "secret/plans.jsonl", ContentBody = "{\"text\":\"secret\"}\n", UseChunkEncoding = false }, Cancel);
        await _jobs.ApplyAsync("confined", DatasetJobs.Spec($"s3://{Installation.Bucket}/texts/*.jsonl", $"s3://{Installation.Bucket}/confined/"));
        var worker = await WorkerOfAsync("confined");
        var probe = await _probes.StartAsync(worker, "probe");
        var service = new Uri((string)worker["spec"]!["containers"]![0]!["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "TEXT2LLM_WORKER_SERVICE")!["value"]!);
        var api = $"exec 3<>/dev/tcp/{(await installation.KubectlAsync("--namespace", "default", "get", "service", "kubernetes", "--output=jsonpath={.spec.clusterIP}")).Trim()}/443";

        // What it may, so that what follows fails for its reason.
        (await _probes.TryAsync(probe, $"exec 3<>/dev/tcp/{service.Host}/{service.Port}")).ShouldNotBeNull("a worker reaches the service that tells it what to do");
        (await _probes.TryAsync(probe, "touch /tmp/file")).ShouldNotBeNull("a worker has a place to write");
        (await _probes.TryAsync(probe, $"exec 3<>/dev/tcp/{installation.Storage.Endpoint.Host}/{installation.Storage.Endpoint.Port}")).ShouldNotBeNull("a worker reaches the object storage");

        (await _probes.TryAsync(probe, "touch /file")).ShouldBeNull("its root is not to be written");
        (await _probes.TryAsync(probe, api)).ShouldBeNull("it is not to reach the API server");
        (await _probes.TryAsync(probe, $"exec 3<>/dev/tcp/{installation.Provider.BaseAddress.Host}/{installation.Provider.BaseAddress.Port}")).ShouldBeNull("it is not to reach anything else");
        (await _probes.TryAsync(probe, "ls /var/run/secrets/kubernetes.io")).ShouldBeNull("it is to have no token for the API server");
        (await _probes.TryAsync(probe, "id -u"))!.Trim().ShouldNotBe("0");

        await RefusedAsync(probe, service);
        await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "delete", "pod", probe, "--grace-period=0", "--force");
        await _jobs.DeleteAsync("confined");
    }

    [Fact]
    public async Task HelmTest_WhereTheNetworkHoldsWorkers_Succeeds()
    {
        const string Pod = "text2llm-isolation";
        var manifest = (await File.ReadAllTextAsync(installation.Manifests, Cancel)).Split("\n---").Single(one => one.Contains($"name: {Pod}\n", StringComparison.Ordinal));
        await installation.Cluster.KubectlAsync(manifest, "replace", "--force", "--filename", "-");

        var phase = "";
        await Eventually.BecomesTrueAsync(
            async () => (phase = await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "get", "pod", Pod, "--output=jsonpath={.status.phase}")) is "Succeeded" or "Failed",
            Patience,
            () => Task.FromResult($"The pod is {phase}."));
        var said = await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "logs", Pod);
        phase.ShouldBe("Succeeded", said);
        said.ShouldContain("kubernetes.default.svc:443 is out of reach");
    }

    private async Task RefusedAsync(string probe, Uri service)
    {
        var token = (await _probes.TryAsync(probe, "cat /var/run/secrets/text2llm/token"))!;
        var pod = await installation.KubectlAsync(
            "--namespace", Installation.Namespace, "get", "pods", "--selector=app.kubernetes.io/component=datasets", "--output=jsonpath={.items[0].metadata.name}");
        await using var way = await PortForward.StartAsync(installation, Installation.Namespace, pod, service.Port);
        using var channel = GrpcChannel.ForAddress(way.Address);
        var client = new WorkerService.WorkerServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };

        // Its own input it may see.
        (await client.GetReadUrlAsync(new() { Area = FileArea.Input, Name = $"s3://{Installation.Bucket}/texts/documents-0.jsonl" }, headers, cancellationToken: Cancel)).Url.ShouldNotBeEmpty();
        foreach (var request in new GetReadUrlRequest[]
        {
            new() { Area = FileArea.Input, Name = $"s3://{Installation.Bucket}/secret/plans.jsonl" },
            new() { Area = FileArea.Input, Name = $"s3://{Installation.WorkBucket}/anything" },
            new() { Area = FileArea.Work, Name = "../other/plan.json" },
            new() { Area = FileArea.Output, Name = "../texts/documents-0.jsonl" },
        })
        {
            var refusal = await Should.ThrowAsync<RpcException>(async () => await client.GetReadUrlAsync(request, headers, cancellationToken: Cancel));
            refusal.StatusCode.ShouldBeOneOf([StatusCode.PermissionDenied, StatusCode.InvalidArgument], request.ToString());
        }

        (await Should.ThrowAsync<RpcException>(async () => await client.GetAssignmentAsync(new(), cancellationToken: Cancel))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
        (await installation.KubectlAsync("--namespace", Installation.Namespace, "logs", pod, "--tail=200")).ShouldContain("secret/plans.jsonl");
    }

    private async Task<JsonNode> WorkerOfAsync(string job)
    {
        JsonNode? worker = null;
        await Eventually.BecomesTrueAsync(
            async () => (worker = JsonNode.Parse(await installation.KubectlAsync(
                "--namespace", Installation.JobsNamespace, "get", "pods", $"--selector=text2llm.io/job-name={job}", "--output=json"))!["items"]!.AsArray().FirstOrDefault()) is not null,
            Patience,
            () => _jobs.DescribeAsync(job));
        return worker!;
    }
}
