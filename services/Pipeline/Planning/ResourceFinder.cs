using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>Finds the files that a job names beside those that it reads: lists of words, tokenizers, benchmarks.</summary>
internal sealed class ResourceFinder(JobFile job, CancellationToken cancellationToken)
{
    private readonly SourceFinder _finder = new([], cancellationToken);
    private bool _any;

    /// <summary>Looks for all of them, and tells of those that are not there.</summary>
    public IEnumerable<JobMistake> Find()
    {
        foreach (var (field, name) in Files().Where(file => file.Name is not null && job.IsSound(file.Field)))
        {
            var path = FileUri.ToPath(name!, job.Folder);
            if (!File.Exists(path))
            {
                yield return job.MistakeAt(field, $"'{name}' is no file (looked for {path})");
                continue;
            }

            _any |= _finder.Add(path);
        }

        foreach (var (field, uri) in Benchmarks().Where(benchmark => job.IsSound(benchmark.Field)))
        {
            var path = FileUri.ToPath(uri, job.Folder);
            if (!_finder.Add(path))
            {
                yield return job.MistakeAt(field, $"'{uri}' stands for no file (looked for {path})");
                continue;
            }

            _any = true;
        }
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<SourceFile> Found() => _any ? _finder.ToSet().Files : [];

    private IEnumerable<(string Field, string? Name)> Files() => job.Job.Spec.Filters.SelectMany((filter, number) => new[]
    {
        ($"spec.filters[{number}].words.allowFile", filter.Words?.AllowFile),
        ($"spec.filters[{number}].words.denyFile", filter.Words?.DenyFile),
        ($"spec.filters[{number}].length.tokenizer", TokenizerFile(filter.Length)),
    });

    private static string? TokenizerFile(LengthSpec? length) =>
        length is null || Tokens.Tokenizers.IsBuiltIn(length.Tokenizer) ? null : length.Tokenizer;

    private IEnumerable<(string Field, string Uri)> Benchmarks() =>
        (job.Job.Spec.Decontaminate?.Uris ?? []).Select((uri, number) => ($"spec.decontaminate.uris[{number}]", uri));
}
