using System.Text.Json.Nodes;

namespace Text2Llm.Cluster.Tests;

/// <summary>DatasetJobs of the installation, as a platform's user makes and watches them.</summary>
internal sealed class DatasetJobs(Installation installation)
{
    /// <summary>Every step that a job may have, over the real text, in shards small enough for several pods.</summary>
    public static string Spec(string source, string output) => $$$"""
        source: {uri: "{{{source}}}"}
        filters:
          - gopherRepetition: {}
          - language: {allow: [en]}
        pii: {email: mask, phone: mask, ip: mask, secret: mask}
        dedup: {exact: true, fuzzy: {verify: "0.8"}}
        split: {train: "0.9", test: "0.1"}
        output: {uri: "{{{output}}}", format: parquet, keepDropped: true, maxFileSize: 64Mi}
        parallelism: 2
        resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 1Gi}}
        """;

    public static string Yaml(string name, string spec) => $"""
        apiVersion: text2llm.io/v1alpha1
        kind: DatasetJob
        metadata:
          name: {name}
          namespace: {Installation.JobsNamespace}
        spec:
        {Indented(spec)}
        """;

    public Task<string> ApplyAsync(string name, string spec) => installation.ApplyAsync(Yaml(name, spec));

    public async Task<JsonNode> ReadAsync(string name) =>
        JsonNode.Parse(await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "get", "datasetjob", name, "--output=json"))!;

    /// <summary>Waits as a user does.</summary>
    public async Task SucceedsAsync(string name, TimeSpan patience)
    {
        await Eventually.BecomesTrueAsync(
            async () => IsOver(await ReadAsync(name)),
            patience,
            async () => $"{name} is not over:\n{await DescribeAsync(name)}");
        (await installation.KubectlAsync(
            "--namespace", Installation.JobsNamespace, "get", "datasetjob", name,
            "--output=jsonpath={.status.conditions[?(@.type==\"Succeeded\")].status}")).ShouldBe("True", await DescribeAsync(name));
    }

    public Task<string> DeleteAsync(string name) =>
        installation.KubectlAsync("--namespace", Installation.JobsNamespace, "delete", "datasetjob", name, "--timeout=120s");

    /// <summary>The names of pods that a selector finds and that are running.</summary>
    public async Task<IReadOnlyList<string>> RunningPodsAsync(string inNamespace, string selector) =>
        [.. (await installation.KubectlAsync(
            "--namespace", inNamespace, "get", "pods", "--selector", selector, "--field-selector=status.phase=Running", "--output=name"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public async Task<string> DescribeAsync(string name) => string.Join('\n', [
        await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "describe", "datasetjob", name),
        await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "get", "jobs,pods", "--output=wide"),
        await installation.KubectlAsync("--namespace", Installation.Namespace, "get", "pods", "--output=wide"),
        await installation.KubectlAsync("--namespace", Installation.Namespace, "logs", "deployment/text2llm-operator", "--tail=30"),
        await installation.KubectlAsync("--namespace", Installation.Namespace, "logs", "deployment/text2llm-datasets", "--tail=30"),
    ]);

    private static bool IsOver(JsonNode job) => job["status"]?["conditions"]?.AsArray().Any(condition =>
        (string?)condition!["type"] is "Succeeded" or "Failed" or "Accepted" && (string?)condition["status"] is { } status
        && ((string?)condition["type"] is "Accepted" ? status == "False" : (string?)condition["type"] is "Failed" ? status == "True" : status is "True" or "False")) ?? false;

    private static string Indented(string text) => "  " + text.ReplaceLineEndings("\n  ");
}
