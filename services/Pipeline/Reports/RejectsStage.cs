using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Gathers what the scans rejected, with the lines counted over the slices of files, into one file.</summary>
internal sealed class RejectsStage(RunContext run, OutputLayout layout)
{
    public const string FileName = "rejects.jsonl";

    /// <summary>Writes the file, and gives its first lines; none where nothing was rejected.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new NoteLines(run.Output, FileName);
        await using var own = lines.ConfigureAwait(false);
        string? problem = null;
        for (var shard = 0; shard < run.Plan.Shards.Count; shard++)
        {
            var sources = (await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources;
            var current = 0;
            await foreach (var (source, row, members) in NoteReader.ReadAsync(run.Work, ShardFiles.Rejects(shard), cancellationToken).ConfigureAwait(false))
            {
                for (; current < source; current++)
                {
                    problem = await AddProblemAsync(lines, sources[current], problem, cancellationToken).ConfigureAwait(false);
                }

                await lines.AddAsync(sources[source].Name, row + layout.FirstRows[shard][source], members, cancellationToken).ConfigureAwait(false);
            }

            for (; current < sources.Count; current++)
            {
                problem = await AddProblemAsync(lines, sources[current], problem, cancellationToken).ConfigureAwait(false);
            }
        }

        await lines.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return lines.First;
    }

    // What is wrong with a file is told once, behind its records, however many slices of it have found it.
    private static async ValueTask<string?> AddProblemAsync(
        NoteLines lines, ScannedSource source, string? told, CancellationToken cancellationToken)
    {
        if (source.Problem is not { } problem || (source.Continues && source.Name == told))
        {
            return told;
        }

        await lines.AddAsync(source.Name, line: 0, ReportJson.MembersOf(problem), cancellationToken).ConfigureAwait(false);
        return source.Name;
    }
}
