
namespace Text2Llm.Cluster.Tests;

/// <summary>A DatasetJob over 220 MB of real text, in pods, beside the same job on this machine.</summary>
[Collection(nameof(Installation))] // One after another: there is one cluster, and it is small.
public sealed class DatasetJobTests(Installation installation, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static Task<IReadOnlyDictionary<string, string>>? _local;

    private readonly DatasetJobs _jobs = new(installation);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_InPods_GivesTheBytesOfALocalRun()
    {
        var began = TimeProvider.System.GetTimestamp();
        await _jobs.ApplyAsync("whole", DatasetJobs.Spec($"s3://{Installation.Bucket}/texts/*.jsonl", $"s3://{Installation.Bucket}/whole/"));
        await _jobs.SucceedsAsync("whole", Patience);
        output.WriteLine($"in pods: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
        output.WriteLine(await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "get", "dsj"));

        (await DatasetFiles.InBucketAsync(installation.Storage, Installation.Bucket, "whole/")).ShouldBe(await LocalAsync());
        (await installation.Storage.ListAsync(Installation.WorkBucket, "")).ShouldNotContain(key => key.Contains("whole-"), "what stages leave for each other is removed");
    }

    [Fact]
    public async Task Job_WorkersOperatorAndServiceAreKilledOnTheWay_GivesTheSameBytes()
    {
        await _jobs.ApplyAsync("killed", DatasetJobs.Spec($"s3://{Installation.Bucket}/texts/*.jsonl", $"s3://{Installation.Bucket}/killed/"));
        var kills = new[] { ("worker", 0), ("operator", 0), ("datasets", 0) }.ToDictionary(kill => kill.Item1, kill => kill.Item2);
        while (kills.Values.Any(count => count < 3))
        {
            Cancel.ThrowIfCancellationRequested();
            foreach (var (what, inNamespace, selector) in new[]
            {
                ("worker", Installation.JobsNamespace, "text2llm.io/job-name=killed"),
                ("operator", Installation.Namespace, "app.kubernetes.io/component=operator"),
                ("datasets", Installation.Namespace, "app.kubernetes.io/component=datasets"),
            })
            {
                if (kills[what] < 3 && await _jobs.RunningPodsAsync(inNamespace, selector) is [var pod, ..])
                {
                    // Without grace: SIGKILL.
                    await installation.KubectlAsync("--namespace", inNamespace, "delete", pod, "--grace-period=0", "--force", "--wait=false");
                    kills[what]++;
                }
            }

            var (job, _) = (await _jobs.ReadAsync("killed"), 0);
            Condition(job, "Succeeded").ShouldNotBe("True", $"over before everything was killed three times: {string.Join(", ", kills)}");
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancel);
        }

        await _jobs.SucceedsAsync("killed", Patience);
        output.WriteLine($"killed: {string.Join(", ", kills.Select(kill => $"{kill.Key} {kill.Value} times"))}");
        (await DatasetFiles.InBucketAsync(installation.Storage, Installation.Bucket, "killed/")).ShouldBe(await LocalAsync());
    }

    [Fact]
    public async Task Job_DeletedMidway_LeavesNothing()
    {
        await _jobs.ApplyAsync("deleted", DatasetJobs.Spec($"s3://{Installation.Bucket}/texts/*.jsonl", $"s3://{Installation.Bucket}/deleted/"));
        await Eventually.BecomesTrueAsync(
            async () => (await installation.Storage.ListAsync(Installation.WorkBucket, "")).Any(key => key.Contains("deleted-")),
            Patience,
            () => _jobs.DescribeAsync("deleted"));

        await _jobs.DeleteAsync("deleted");

        (await installation.Storage.ListAsync(Installation.WorkBucket, "")).ShouldNotContain(key => key.Contains("deleted-"));
        (await installation.Storage.ListAsync(Installation.Bucket, "deleted/")).ShouldBeEmpty();
        (await installation.Storage.Client.ListMultipartUploadsAsync(Installation.WorkBucket, Cancel)).MultipartUploads.ShouldBeNull();
        (await NamesAsync("jobs,pods")).ShouldBeEmpty();

        // The cluster itself collects what has lost its owner, in its own time.
        await Eventually.BecomesTrueAsync(async () => await NamesAsync("serviceaccounts") == "", TimeSpan.FromMinutes(1), () => NamesAsync("serviceaccounts"));

        Task<string> NamesAsync(string kinds) => installation.KubectlAsync(
            "--namespace", Installation.JobsNamespace, "get", kinds, "--selector=text2llm.io/job-name=deleted", "--output=name");
    }

    private static string? Condition(System.Text.Json.Nodes.JsonNode job, string type) => (string?)job["status"]?["conditions"]?.AsArray()
        .FirstOrDefault(condition => (string?)condition!["type"] == type)?["status"];

    // Once for all tests.
    private Task<IReadOnlyDictionary<string, string>> LocalAsync() => _local ??= RunLocallyAsync();

    private async Task<IReadOnlyDictionary<string, string>> RunLocallyAsync()
    {
        var folder = Path.Combine(installation.Folder, "local");
        var job = Path.Combine(installation.Folder, "job.yaml");
        var yaml = DatasetJobs.Yaml("whole", DatasetJobs.Spec(Path.Combine(installation.Folder, "texts") + "/*.jsonl", folder));
        await File.WriteAllTextAsync(job, yaml, Cancel);
        await Shell.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "text2llm.dll"), "run", job]);
        return await DatasetFiles.InFolderAsync(folder);
    }
}
