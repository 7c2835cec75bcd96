using System.Text.Json.Nodes;

namespace Text2Llm.Cluster.Tests;

/// <summary>
/// A pod that has everything of a worker's but its program: labels, account, security, volumes, as the operator made them. A shell stands in
/// the program's place, so that a test can try what a worker's program never would.
/// </summary>
internal sealed class ProbePods(Installation installation)
{
    private const string Image = "localhost/shell:lab";

    /// <summary>Makes one after a running worker of a job, and waits until it runs.</summary>
    public async Task<string> StartAsync(JsonNode worker, string name)
    {
        var spec = worker["spec"]!.DeepClone();
        spec.AsObject().Remove("nodeName");
        spec["restartPolicy"] = "Never";
        var container = spec["containers"]![0]!;
        container["image"] = Image;
        container["imagePullPolicy"] = "Never";
        container["command"] = new JsonArray("sleep", "3600");
        container.AsObject().Remove("args");
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = Installation.JobsNamespace,
                ["labels"] = worker["metadata"]!["labels"]!.DeepClone(),
            },
            ["spec"] = spec,
        };

        // Else it would be taken for one of the Kubernetes Job's.
        pod["metadata"]!["labels"]!.AsObject().Remove("controller-uid");
        pod["metadata"]!["labels"]!.AsObject().Remove("job-name");
        await installation.ApplyAsync(pod.ToJsonString());
        await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "wait", "--for=condition=Ready", "--timeout=60s", $"pod/{name}");
        return name;
    }

    /// <summary>Runs a line of bash in one; null where it failed.</summary>
    public async Task<string?> TryAsync(string pod, string line)
    {
        try
        {
            return await installation.KubectlAsync("--namespace", Installation.JobsNamespace, "exec", pod, "--", "bash", "-c", line);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
