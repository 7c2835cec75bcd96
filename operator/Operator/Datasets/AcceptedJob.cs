using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>A DatasetJob that can be run, or every reason why it cannot.</summary>
/// <param name="Spec">What is wanted; null where it has mistakes.</param>
/// <param name="Mistakes">All of them, each with its field.</param>
/// <param name="Hash">The SHA-256 of what may not be changed once it is accepted.</param>
internal sealed record AcceptedJob(DatasetJobSpec? Spec, IReadOnlyList<string> Mistakes, string Hash)
{
    private const string S3 = "s3://";

    // What concerns the cluster alone and changes nothing of what is written.
    private static readonly string[] Changeable = ["suspend", "parallelism", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"];

    /// <summary>Looks at a job as <c>text2llm validate</c> does, and at what this installation allows.</summary>
    public static AcceptedJob Of(V1Alpha1DatasetJob job, JobsOptions options)
    {
        var hash = HashOf(job.Spec);
        var document = new JsonObject
        {
            ["apiVersion"] = "text2llm.io/v1alpha1",
            ["kind"] = "DatasetJob",
            ["metadata"] = new JsonObject { ["name"] = job.Metadata.Name },
            ["spec"] = job.Spec.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(job.Spec.GetRawText()),
        };
        try
        {
            var spec = JobFile.Parse(Encoding.UTF8.GetBytes(document.ToJsonString()), "/").Job.Spec;
            return new(spec, [.. Refusals(spec, options)], hash);
        }
        catch (JobMistakesException exception)
        {
            return new(null, [.. exception.Mistakes.Select(mistake => $"{mistake.Path}: {mistake.Message}")], hash);
        }
    }

    private static IEnumerable<string> Refusals(DatasetJobSpec spec, JobsOptions options)
    {
        foreach (var uri in JobInputs.UrisOf(spec))
        {
            if (Refusal(uri, options.SourcePrefixes) is { } refusal)
            {
                yield return $"spec: '{uri}' cannot be read in this cluster: {refusal}";
            }
        }

        if (Refusal(spec.Output.Uri, options.OutputPrefixes) is { } written)
        {
            yield return $"spec.output.uri: '{spec.Output.Uri}' cannot be written in this cluster: {written}";
        }

        if (spec.RuntimeClassName is { } runtime && !options.RuntimeClasses.Contains(runtime))
        {
            yield return options.RuntimeClasses.Count == 0
                ? $"spec.runtimeClassName: '{runtime}' is not offered; this installation offers none to choose from"
                : $"spec.runtimeClassName: '{runtime}' is not offered; use {string.Join(" or ", options.RuntimeClasses)}";
        }
    }

    private static string? Refusal(string uri, IReadOnlyList<string> prefixes) =>
        !uri.StartsWith(S3, StringComparison.Ordinal) ? "use s3://bucket/key"
        : prefixes.Count > 0 && !prefixes.Any(prefix => (uri.TrimEnd('/') + "/").StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal))
            ? $"use a place under {string.Join(" or ", prefixes)}"
            : null;

    private static string HashOf(JsonElement spec)
    {
        var kept = spec.ValueKind == JsonValueKind.Object
            ? new SortedDictionary<string, JsonElement>(
                spec.EnumerateObject().Where(field => !Changeable.Contains(field.Name)).ToDictionary(field => field.Name, field => field.Value), StringComparer.Ordinal)
            : [];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(kept)));
    }
}
