using System.Globalization;
using k8s;
using k8s.Models;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>How far one stage of a job is, by its Kubernetes Jobs and its pods.</summary>
/// <param name="Jobs">The stage's Kubernetes Jobs.</param>
/// <param name="Pods">The stage's pods.</param>
/// <param name="Count">How many numbers the stage has.</param>
internal sealed record StageState(IReadOnlyList<V1Job> Jobs, IReadOnlyList<V1Pod> Pods, int Count)
{
    private const int MistakenCode = 2;

    /// <summary>How many numbers are done.</summary>
    public int Done => Jobs.Sum(job => job.Spec.Completions is > 1 || IsIndexed(job) ? job.Status?.Succeeded ?? 0 : Is(job, "Complete") ? 1 : 0);

    /// <summary>Whether every number is done.</summary>
    public bool IsDone => Done >= Count;

    /// <summary>Jobs that may still make pods.</summary>
    public IReadOnlyList<V1Job> Active => [.. Jobs.Where(job => !Is(job, "Complete") && !Is(job, "Failed"))];

    /// <summary>The numbers that have a Job; none for an Indexed one, which has all of them.</summary>
    public IReadOnlySet<int> Numbers => Jobs.Select(NumberOf).OfType<int>().ToHashSet();

    /// <summary>What its pods have counted together; of several pods for one number, the one that came furthest.</summary>
    public WorkerProgress Progress
    {
        get
        {
            var furthest = Pods
                .Select(pod => (Number: NumberOf(pod), Progress: ProgressOf(pod)))
                .Where(one => one.Progress is not null)
                .GroupBy(one => one.Number, one => one.Progress!)
                .Select(same => same.MaxBy(one => one.RecordsRead + one.RecordsWritten + one.BytesRead)!)
                .ToList();
            return new(furthest.Sum(one => one.BytesRead), furthest.Sum(one => one.RecordsRead), furthest.Sum(one => one.RecordsWritten));
        }
    }

    /// <summary>The numbers that failed for good, each with what its last pod said; empty while none has.</summary>
    public IReadOnlyList<string> Failures(WorkerStage stage)
    {
        var mistaken = Pods.Where(pod => EndOf(pod)?.ExitCode == MistakenCode).Select(pod => Failure(stage, NumberOf(pod), pod));
        var failed = Jobs.Where(job => Is(job, "Failed")).SelectMany(job => NumberOf(job) is { } number
            ? [Failure(stage, number, LastOf(number))]
            : FailedIndexes(job).Select(index => Failure(stage, index, LastOf(index))).DefaultIfEmpty($"{WorkerStages.NameOf(stage)}: {Condition(job, "Failed")?.Message}"));
        return [.. mistaken.Concat(failed).Distinct(StringComparer.Ordinal)];
    }

    private static string Failure(WorkerStage stage, int? number, V1Pod? pod)
    {
        var said = EndOf(pod)?.Message?.Trim().Split('\n')[^1] ?? pod?.Status?.Message ?? "its pods were lost";
        return string.Create(CultureInfo.InvariantCulture, $"{WorkerStages.NameOf(stage)}/{number}: {said}");
    }

    private static V1ContainerStateTerminated? EndOf(V1Pod? pod) => pod?.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Terminated;

    private V1Pod? LastOf(int number) =>
        Pods.Where(pod => NumberOf(pod) == number && EndOf(pod) is not null).MaxBy(pod => EndOf(pod)!.FinishedAt);

    // "1,3-5".
    private static IEnumerable<int> FailedIndexes(V1Job job) => (job.Status?.FailedIndexes ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(range => range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray())
        .SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1));

    private static bool IsIndexed(V1Job job) => job.Spec.CompletionMode == "Indexed";

    private static bool Is(V1Job job, string condition) => Condition(job, condition) is not null;

    private static V1JobCondition? Condition(V1Job job, string type) =>
        job.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");

    private static int? NumberOf(V1Job job) => Number(job.Metadata.Labels, WorkerNames.NumberLabel);

    private static int? NumberOf(V1Pod pod) =>
        Number(pod.Metadata.Labels, WorkerNames.NumberLabel) ?? Number(pod.Metadata.Annotations, WorkerNames.IndexAnnotation);

    private static int? Number(IDictionary<string, string>? names, string name) =>
        names?.TryGetValue(name, out var text) == true && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static WorkerProgress? ProgressOf(V1Pod pod)
    {
        if (pod.Metadata.Annotations?.TryGetValue(WorkerNames.ProgressAnnotation, out var text) != true)
        {
            return null;
        }

        try
        {
            return KubernetesJson.Deserialize<WorkerProgress>(text!);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
