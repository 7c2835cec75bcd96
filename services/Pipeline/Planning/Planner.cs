using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>Makes the plan of a job whose files have been found.</summary>
internal sealed class Planner(DatasetPlan found, RunLimits limits)
{
    // Enough to tell a dataset's kind, and read in a moment.
    private const int SampledFiles = 16;
    private const int SampledRecords = 64;

    private readonly DatasetJobSpec _spec = found.Job.Spec;
    private readonly IReadOnlyList<SourceFile> _files = found.Sources.Files;
    private readonly IReadOnlyList<PlannedFile> _planned = [.. found.Sources.Files.Select(PlannedFile.Of)];
    private readonly IReadOnlyList<PlannedFile> _named = [.. found.Named.Select(PlannedFile.Of)];
    private readonly IReadOnlyList<PlannedFile> _benchmarks = [.. found.Benchmarks.Select(PlannedFile.Of)];
    private readonly SourceReader _reader = new(found.Job.Spec.Source, found.Job.Spec.Records, limits.MaxRecordBytes, new SourceOpener(found.Stores).OpenAsync);

    /// <summary>What the plan will have been made of; cheap, so that a plan is made only where there is none.</summary>
    public string Identity() => JobIdentity.Of(found.Job, _planned, [.. _named, .. _benchmarks]);

    /// <exception cref="RunFailedException">The records cannot be written in the shape that the job wants.</exception>
    public async Task<RunPlan> MakeAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        var shards = new ShardCutter(limits.ShardBytes);
        for (var file = 0; file < _files.Count; file++)
        {
            progress.BeginFile(_files[file].Name);
            var slices = await SlicesAsync(_files[file], cancellationToken).ConfigureAwait(false);
            var length = _files[file].Length;
            for (var slice = 0; slice < slices.Count; slice++)
            {
                // About, where slices are counted otherwise than in bytes; together they are the file.
                shards.Add(file, slices[slice], (length * (slice + 1) / slices.Count) - (length * slice / slices.Count));
            }
        }

        var records = await DetectAsync(cancellationToken).ConfigureAwait(false);
        if (ShapeRules.Mistake(records, _spec.Output.Shape) is { } mistake)
        {
            throw new RunFailedException($"spec.output.shape: {mistake} (the records are taken for this: {records.Evidence})");
        }

        return new RunPlan
        {
            Identity = Identity(),
            Job = found.Job,
            Folder = found.Folder,
            Named = _named,
            Benchmarks = _benchmarks,
            Base = found.Sources.Base,
            Records = records,
            Files = _planned,
            Shards = shards.Finish(),
        };
    }

    private async ValueTask<IReadOnlyList<SourceSlice>> SlicesAsync(SourceFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.SplitAsync(file, limits.ShardBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (SourceProblemException exception) when (!exception.EndsRun)
        {
            return [SourceSlice.Whole]; // The scan finds the problem too, and records it.
        }
    }

    // From files all over the source, so that one odd file does not decide; the same ones each time.
    private async Task<RecordLayout> DetectAsync(CancellationToken cancellationToken)
    {
        var detector = new KindDetector(_spec.Records);
        var step = Math.Max(1, _files.Count / SampledFiles);
        for (var file = 0; file < _files.Count; file += step)
        {
            try
            {
                await SampleAsync(_files[file], detector, cancellationToken).ConfigureAwait(false);
            }
            catch (SourceProblemException exception) when (!exception.EndsRun)
            {
                // The scan finds the problem too, and records it.
            }
        }

        return detector.Detect();
    }

    private async Task SampleAsync(SourceFile file, KindDetector detector, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var content in _reader.ReadAsync(file, SourceSlice.Whole, new ReadMeter(), cancellationToken).ConfigureAwait(false))
        {
            await foreach (var record in content.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                detector.Add(record);
                if (++count == SampledRecords)
                {
                    return;
                }
            }
        }
    }
}
