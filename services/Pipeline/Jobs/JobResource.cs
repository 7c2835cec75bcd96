namespace Text2Llm.Pipeline.Jobs;

/// <summary>A file that a job names beside its source: a list of words, a tokenizer, a benchmark.</summary>
/// <param name="Field">The job's field that names it.</param>
/// <param name="Uri">What stands there.</param>
/// <param name="Many">Whether it may be a folder or a glob.</param>
/// <param name="Names">What may stand there beside files' names, for a message; null for nothing.</param>
internal readonly record struct JobResource(string Field, string Uri, bool Many, string? Names = null)
{
    /// <summary>All that a job names.</summary>
    public static IEnumerable<JobResource> Of(DatasetJobSpec spec)
    {
        for (var i = 0; i < spec.Filters.Count; i++)
        {
            var (path, filter) = ($"spec.filters[{i}]", spec.Filters[i]);
            if (filter.Words?.AllowFile is { } allowed)
            {
                yield return new JobResource($"{path}.words.allowFile", allowed, Many: false);
            }

            if (filter.Words?.DenyFile is { } denied)
            {
                yield return new JobResource($"{path}.words.denyFile", denied, Many: false);
            }

            if (filter.Length is { Tokenizer: not ("o200k" or "cl100k") and var tokenizer })
            {
                yield return new JobResource($"{path}.length.tokenizer", tokenizer, Many: false, "o200k nor cl100k");
            }
        }

        for (var i = 0; i < spec.Decontaminate?.Uris.Count; i++)
        {
            yield return new JobResource($"spec.decontaminate.uris[{i}]", spec.Decontaminate.Uris[i], Many: true);
        }
    }
}
