using System.Globalization;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes the records that a shard has lost, each with the reason, where the job wants them.</summary>
internal sealed class DroppedStage(RunContext run, OutputLayout layout)
{
    public const string FolderName = "dropped";

    public async Task RunAsync(int shard, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{FolderName}/{shard:d6}.jsonl");
        var sources = (await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources;
        var rows = layout.FirstRows[shard];
        var lines = new NoteLines(run.Output, name);
        await using var own = lines.ConfigureAwait(false);
        await foreach (var (source, row, members) in NoteReader.ReadAsync(run.Work, ShardFiles.Dropped(shard), cancellationToken).ConfigureAwait(false))
        {
            await lines.AddAsync(sources[source].Name, row + rows[source], members, cancellationToken).ConfigureAwait(false);
        }

        await lines.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
