using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Reports.Html;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Once all is written: gathers what the stages have counted into the report, and writes it beside the dataset.</summary>
internal sealed class ReportStage(RunContext run, OutputLayout layout)
{
    private readonly SourceTally _tally = new();
    private IReadOnlyList<string> _rejects = [];

    public async Task<DatasetReport> RunAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var scans = await ScansAsync(cancellationToken).ConfigureAwait(false);
        var parts = await PartsAsync(cancellationToken).ConfigureAwait(false);
        _rejects = await new RejectsStage(run, layout).RunAsync(cancellationToken).ConfigureAwait(false);
        var steps = StepCounts.Sum(scans.Select(scan => scan.Steps));
        var texts = new TextStatistics();
        parts.ForEach(part => texts.Add(part.Texts));
        var emptied = new Dictionary<string, long> { [DropReasons.Empty] = parts.Sum(part => part.Emptied) };
        var dropped = StepCounts.Sum([.. steps.Select(step => step.Dropped), .. scans.Select(scan => scan.Rejected), layout.Dropped, emptied]);
        var report = new DatasetReport
        {
            Job = run.Plan.Job.Metadata.Name,
            Source = _tally.Finish(run.Plan.Base, run.Plan.Files.Sum(file => file.Length), scans.Sum(scan => scan.BytesRead)),
            Records = new RecordCounts(
                scans.Sum(scan => scan.Read),
                parts.Sum(part => part.File.Records),
                dropped.Where(drop => drop.Value > 0).ToDictionary(),
                scans.Sum(scan => scan.Rejected.Values.Sum())),
            Found = new RecordsFound(run.Plan.Records.Kind, run.Plan.Records.Shape, run.Plan.Records.Evidence),
            Steps = steps,
            Clusters = layout.Clusters,
            Lengths = LengthHistogram.Sum([.. parts.Select(part => part.Lengths)]),
            Texts = texts,
            Outputs = [.. parts.Select(part => part.File)],
            Rejects = _rejects.Count > 0 ? RejectsStage.FileName : null,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        };
        return report.Records.Balanced && report.Source.Balanced
            ? report
            : throw new InvalidOperationException($"The counts do not add up: {report.Records}; {report.Source}.");
    }

    public async Task WriteAsync(DatasetReport report, CancellationToken cancellationToken)
    {
        var html = HtmlReport.Of(report, run.Plan.Job, _rejects);
        var spec = run.Plan.Job.Spec;
        var card = DatasetCard.Of(report, run.Plan.Job, OutputSchema.For(run.Plan.Records, spec.Records, spec.Output.Shape));
        await ReportFiles.WriteAsync(run.Output, report, html, card, cancellationToken).ConfigureAwait(false);
        await new ChecksumList(run.Output).WriteAsync(report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why the run has failed although every stage was run, or null: nothing at all could be read.</summary>
    public async Task<string?> FailureAsync(CancellationToken cancellationToken)
    {
        var tally = new SourceTally();
        for (var shard = 0; shard < run.Plan.Shards.Count; shard++)
        {
            (await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources.ToList().ForEach(tally.Add);
        }

        tally.Finish("", 0, 0);
        if (tally.FirstProblem is not { } first || tally.LeftOut < tally.Files)
        {
            return null;
        }

        var none = tally.Files == 1 ? "the file cannot be read" : $"none of the {tally.Files} files can be read";
        return $"{none}: {first.Name}: {first.Problem!.Detail}";
    }

    private async Task<List<ScanSummary>> ScansAsync(CancellationToken cancellationToken)
    {
        var scans = new List<ScanSummary>();
        for (var shard = 0; shard < run.Plan.Shards.Count; shard++)
        {
            var scan = await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false);
            scan.Sources.ToList().ForEach(_tally.Add);
            scans.Add(scan with { Sources = [] });
        }

        return scans;
    }

    private async Task<List<PartSummary>> PartsAsync(CancellationToken cancellationToken)
    {
        var parts = new List<PartSummary>();
        for (var part = 0; part < layout.Parts.Count; part++)
        {
            parts.Add(await run.Work.FindJsonAsync<PartSummary>(PartSummary.NameOf(part), cancellationToken).ConfigureAwait(false)
                ?? throw new DamagedFileException(PartSummary.NameOf(part), "it is missing: the part is to be written first"));
        }

        return parts;
    }
}
