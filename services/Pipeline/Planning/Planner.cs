using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>Makes the plan of a job whose files have been found.</summary>
internal sealed class Planner(DatasetPlan found, RunLimits limits)
{
    private readonly DatasetJobSpec _spec = found.Job.Spec;
    private readonly IReadOnlyList<PlannedFile> _files = [.. found.Sources.Files.Select(PlannedFile.Of)];

    /// <summary>What the plan will have been made of; cheap, so that a plan is made only where there is none.</summary>
    public string Identity() => JobIdentity.Of(found.Job, _files, Resources());

    public async Task<RunPlan> MakeAsync(CancellationToken cancellationToken)
    {
        var shards = new ShardCutter(limits.ShardBytes);
        for (var file = 0; file < _files.Count; file++)
        {
            var slices = await SlicesAsync(found.Sources.Files[file], cancellationToken).ConfigureAwait(false);
            var bytes = _files[file].Length / slices.Count;
            foreach (var slice in slices)
            {
                shards.Add(file, slice, bytes);
            }
        }

        return new RunPlan
        {
            Identity = Identity(),
            Job = found.Job,
            Folder = found.Folder,
            Base = found.Sources.Base,
            Records = RecordLayout.PlainText,
            Files = _files,
            Shards = shards.Finish(),
        };
    }

    private static ValueTask<IReadOnlyList<SourceSlice>> SlicesAsync(SourceFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<SourceSlice>>([SourceSlice.Whole]);
    }

    private PlannedFile[] Resources() =>
        [.. _spec.Filters
            .SelectMany(filter => new[] { filter.Words?.AllowFile, filter.Words?.DenyFile, filter.Length?.Tokenizer })
            .Concat(_spec.Decontaminate?.Uris ?? [])
            .OfType<string>()
            .Select(name => FileUri.ToPath(name, found.Folder))
            .Select(path => new PlannedFile(path, path, File.Exists(path) ? new FileInfo(path).Length : 0, File.GetLastWriteTimeUtc(path).Ticks, null))];
}
