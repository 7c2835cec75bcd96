using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests;

/// <summary>Runs jobs that tests write.</summary>
internal static class Job
{
    public static JobFile Parse(string yaml, string folder = "/") => JobFile.Parse(Encoding.UTF8.GetBytes(yaml), folder);

    /// <summary>A job with a spec of these lines, in YAML's flow style.</summary>
    public static string Yaml(string source, string output, string rest = "") =>
        $$"""
        apiVersion: text2llm.io/v1alpha1
        kind: DatasetJob
        metadata: {name: test}
        spec:
          source: {{source}}
          output: {{output}}
          {{rest}}
        """;

    public static async Task<DatasetReport> RunAsync(TempFolder folder, string yaml, RunLimits? limits = null)
    {
        var plan = await DatasetPlan.MakeAsync(Parse(yaml, folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        return await DatasetRun.RunAsync(
            plan, new RunOptions(), new RunProgress(), TimeProvider.System, limits ?? new RunLimits(), TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a job that stands in a file of the folder.</summary>
    public static async Task<DatasetReport> RunFileAsync(TempFolder folder, string yaml)
    {
        var plan = await DatasetPlan.ReadAsync(folder.Write("job.yaml", yaml), RunPlaces.Local, TestContext.Current.CancellationToken);
        return await DatasetRun.RunAsync(plan, new RunOptions(), new RunProgress(), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public static IReadOnlyList<JobMistake> Mistakes(string yaml, string folder = "/") =>
        Should.Throw<JobMistakesException>(() => DatasetPlan.MakeAsync(Parse(yaml, folder), RunPlaces.Local, TestContext.Current.CancellationToken)).Mistakes;

    /// <summary>A field of every line of a JSON Lines file.</summary>
    public static IReadOnlyList<string> Field(string path, string field) =>
        [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty(field).ToString())];
}
