using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.TestServers;

namespace Text2Llm.Operator.Tests.Datasets;

/// <summary>What becomes of a DatasetJob, on an API server whose pods nobody runs: the test says what came of them.</summary>
public sealed class DatasetJobTests(Cluster cluster) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("text2llm-").FullName;
    private FilesServer _files = null!;
    private ServiceProcess _operator = null!;
    private string _namespace = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ResourceClient<V1Job> Jobs => new(cluster.Client);

    public async ValueTask InitializeAsync()
    {
        _namespace = await cluster.NewNamespaceAsync();
        _files = await FilesServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "the operator's token");
        _operator = await ServiceProcess.StartAsync(
            "Text2Llm.Operator", cluster.Plane.KubeConfig,
            "--Listen:InternalPort", "0",
            "--Operator:Namespace", _namespace,
            "--Jobs:Namespace", _namespace,
            "--Jobs:Image", "localhost/worker",
            "--Jobs:WorkerService", _files.Address.ToString(),
            "--Jobs:TokenFile", Path.Combine(_folder, "token"),
            "--Jobs:NodeSelector:0", "example.com/pool=datasets",
            "--Jobs:Tolerations:0:Key", "dedicated",
            "--Jobs:Tolerations:0:Operator", "Exists",
            "--Jobs:Tolerations:0:Effect", "NoSchedule");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _files.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Job_WithMistakes_IsRefusedWithAllOfThem()
    {
        await ApplyAsync("bad", "dedupp: {}\n  filters: [{}]");
        await BecomesAsync("bad", job => Condition(job, "Accepted")?["status"]?.ToString() == "False");
        var message = $"{Condition(await ReadAsync("bad"), "Accepted")!["message"]}";
        message.ShouldContain("spec.dedupp");
        message.ShouldContain("spec.filters[0]");

        await ApplyAsync("bad", "");
        await BecomesAsync("bad", job => Condition(job, "Accepted")?["status"]?.ToString() == "True");
    }

    [Fact]
    public async Task Job_WhosePodsSucceed_ComesThroughAllStages()
    {
        await ApplyAsync("whole", "parallelism: 2");
        var (seen, most) = (new HashSet<string>(), 0);
        await BecomesAsync("whole", async job =>
        {
            var jobs = await JobsAsync();
            most = Math.Max(most, jobs.Count(one => !IsOver(one)));
            foreach (var one in jobs.Where(one => !IsOver(one)))
            {
                seen.Add(one.Metadata.Name);
                await EndAsync(one, "Complete");
            }

            return Condition(job, "Succeeded")?["status"]?.ToString() == "True";
        });
        seen.Order().ShouldBe(
            ["whole-match-0", "whole-match-1", "whole-plan-0", "whole-report-0", "whole-resolve-0", "whole-scan-0", "whole-scan-1", "whole-scan-2", "whole-write-0", "whole-write-1"]);
        most.ShouldBeLessThanOrEqualTo(2);
        var status = (await ReadAsync("whole"))["status"]!;
        $"{status["stage"]} {status["counts"]!["recordsWritten"]} {status["outputs"]![0]!["name"]} {status["report"]}".ShouldBe("done 20 part-00000.jsonl s3://out/report.html");

        // Its Jobs go, and what they have left.
        await BecomesAsync("whole", async _ => _files.Removed.Contains("whole") && (await JobsAsync()).Count == 0);
    }

    [Fact]
    public async Task Job_OfAnyKind_HasPodsWhereTheInstallationWantsThem()
    {
        await ApplyAsync("placed", "");
        await BecomesAsync("placed", async _ => (await JobsAsync()).Count > 0);
        var pod = (await JobsAsync())[0].Spec.Template.Spec;
        pod.NodeSelector.ShouldHaveSingleItem().ShouldBe(new("example.com/pool", "datasets"));
        var toleration = pod.Tolerations.ShouldHaveSingleItem();
        (toleration.Key, toleration.OperatorProperty, toleration.Effect).ShouldBe(("dedicated", "Exists", "NoSchedule"));
    }

    [Fact]
    public async Task Job_Suspended_HasNoJobs_AndGoesOnWhereItWas()
    {
        await ApplyAsync("still", "parallelism: 3");
        await BecomesAsync("still", async _ => await EndAllAsync("plan"));
        await BecomesAsync("still", async _ => (await JobsAsync()).Count(one => one.Metadata.Name.StartsWith("still-scan", StringComparison.Ordinal)) == 3);
        await ApplyAsync("still", "parallelism: 3\n  suspend: true");
        await BecomesAsync("still", async job => Condition(job, "Suspended")?["status"]?.ToString() == "True" && (await JobsAsync()).All(IsOver));
        await ApplyAsync("still", "parallelism: 3\n  suspend: false");
        await BecomesAsync("still", async _ => (await JobsAsync()).Count(one => one.Metadata.Name.StartsWith("still-scan", StringComparison.Ordinal)) == 3);
        (await JobsAsync()).ShouldNotContain(one => one.Metadata.Name == "still-plan-0" && !IsOver(one), "what is done is not done again");
    }

    [Fact]
    public async Task Job_WhosePodsFail_FailsAndNamesThem()
    {
        await ApplyAsync("poisoned", "parallelism: 3");
        await BecomesAsync("poisoned", async _ => await EndAllAsync("plan"));
        await BecomesAsync("poisoned", async job =>
        {
            foreach (var one in (await JobsAsync()).Where(one => one.Metadata.Name == "poisoned-scan-1" && !IsOver(one)))
            {
                await EndAsync(one, "Failed");
            }

            return Condition(job, "Succeeded")?["status"]?.ToString() == "False";
        });
        var status = (await ReadAsync("poisoned"))["status"]!;
        $"{Condition(await ReadAsync("poisoned"), "Succeeded")!["reason"]} {status["failed"]![0]}".ShouldStartWith("WorkersFailed scan/1: ");
        await BecomesAsync("poisoned", async _ => _files.Removed.Contains("poisoned") && (await JobsAsync()).Count == 0);
    }

    [Fact]
    public async Task Job_PastItsDeadline_Fails()
    {
        await ApplyAsync("late", "activeDeadlineSeconds: 1");
        await BecomesAsync("late", job => $"{Condition(job, "Succeeded")?["reason"]}" == "DeadlineExceeded");
    }

    [Fact]
    public async Task Job_ChangedOnceAccepted_SaysSoAndBeginsNothing()
    {
        await ApplyAsync("changed", "");
        await BecomesAsync("changed", job => Condition(job, "Accepted")?["status"]?.ToString() == "True");
        await ApplyAsync("changed", "dedup: {exact: false}");
        await BecomesAsync("changed", job => $"{Condition(job, "Accepted")?["reason"]}" == "SpecChanged");
        await ApplyAsync("changed", "");
        await BecomesAsync("changed", job => Condition(job, "Accepted")?["status"]?.ToString() == "True");
    }

    [Fact]
    public async Task Job_Deleted_TakesWhatItMadeWithIt()
    {
        await ApplyAsync("gone", "");
        await BecomesAsync("gone", async _ => (await JobsAsync()).Count > 0);
        await cluster.Plane.KubectlAsync("", "--namespace", _namespace, "delete", "datasetjob", "gone", "--timeout=60s");
        _files.Removed.ShouldContain("gone");
        (await JobsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Job_OverForAsLongAsItSays_IsGone()
    {
        await ApplyAsync("short", "ttlSecondsAfterFinished: 0\n  activeDeadlineSeconds: 1");
        await Eventually.BecomesTrueAsync(
            async () => (await cluster.Plane.KubectlAsync("", "--namespace", _namespace, "get", "datasetjobs", "--output=name")).Length == 0, () => "it is still there");
    }

    private static JsonNode? Condition(JsonNode job, string type) =>
        job["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => $"{condition!["type"]}" == type);

    private static bool IsOver(V1Job job) => job.Status?.Conditions?.Any(condition => condition.Type is "Complete" or "Failed" && condition.Status == "True") == true;

    private Task<string> ApplyAsync(string name, string more) => cluster.Plane.KubectlAsync(
        $$"""
        apiVersion: text2llm.io/v1alpha1
        kind: DatasetJob
        metadata: {name: {{name}}, namespace: {{_namespace}}}
        spec:
          source: {uri: "s3://in/*.jsonl"}
          output: {uri: "s3://out/", format: jsonl}
          {{more}}
        """,
        "apply", "--filename", "-");

    private async Task<JsonNode> ReadAsync(string name) =>
        JsonNode.Parse(await cluster.Plane.KubectlAsync("", "--namespace", _namespace, "get", "datasetjob", name, "--output=json"))!;

    private async Task<List<V1Job>> JobsAsync() => [.. (await Jobs.ListAsync(new ResourceScope(_namespace), "", Cancel)).Items.Where(job => job.Metadata.DeletionTimestamp is null)];

    // True once there are some, and all of them are done.
    private async Task<bool> EndAllAsync(string stage)
    {
        var jobs = (await JobsAsync()).Where(job => job.Metadata.Labels["text2llm.io/stage"] == stage).ToList();
        foreach (var job in jobs.Where(job => !IsOver(job)))
        {
            await EndAsync(job, "Complete");
        }

        return jobs.Count > 0;
    }

    private Task<V1Job> EndAsync(V1Job job, string condition)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Jobs.ApplyStatusAsync(
            ObjectKey.Of(job),
            new { succeeded = condition == "Complete" ? 1 : 0, startTime = now, conditions = new[] { new { type = condition, status = "True", lastTransitionTime = now } } },
            "kubelet", null, Cancel);
    }

    private Task BecomesAsync(string name, Func<JsonNode, bool> holds) => BecomesAsync(name, job => Task.FromResult(holds(job)));

    private async Task BecomesAsync(string name, Func<JsonNode, Task<bool>> holds)
    {
        JsonNode? last = null;
        await Eventually.BecomesTrueAsync(async () => await holds(last = await ReadAsync(name)), () => $"{name} stays {last}");
    }
}
