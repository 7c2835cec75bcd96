using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Writing;

/// <summary>The last stage, for one data file: reads its records from their shards and writes those that stay.</summary>
internal sealed class WriteStage(RunContext run, OutputLayout layout)
{
    private readonly SplitChoice _splits = new(run.Plan.Job.Spec.Split);

    /// <summary>Writes a data file.</summary>
    /// <exception cref="DamagedFileException">What an earlier stage left is not whole.</exception>
    /// <exception cref="IOException">What is to be written cannot be.</exception>
    public async Task<PartSummary> RunAsync(int number, RunProgress progress, CancellationToken cancellationToken)
    {
        var part = layout.Parts[number];
        var spec = run.Plan.Job.Spec.Output;
        var name = part.Name + PartWriter.Extension(spec);
        var store = new CheckedStore(run.Output);
        var lengths = new LengthHistogram();
        var records = 0L;
        var file = await store.CreateAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var writer = PartWriter.Create(file.Content, spec, run.Limits);
            await using (writer.ConfigureAwait(false))
            {
                await foreach (var record in RecordsAsync(part, cancellationToken).ConfigureAwait(false))
                {
                    await writer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
                    lengths.Add(record.Text.Length);
                    records++;
                    progress.AddWritten(1);
                }

                await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }

            await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        var written = store.Written[0];
        var summary = new PartSummary
        {
            File = new DataFile(name, records, written.Length, await HashAsync(name, cancellationToken).ConfigureAwait(false)),
            Emptied = part.Records - records,
            Lengths = lengths.Counts,
            Files = store.Written,
        };
        await run.Work.WriteJsonAsync(PartSummary.NameOf(number), summary, cancellationToken).ConfigureAwait(false);
        return summary;
    }

    private async IAsyncEnumerable<OutputRecord> RecordsAsync(
        OutputPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (part.Records == 0)
        {
            yield break;
        }

        for (var shard = part.First.Shard; shard <= part.Last.Shard; shard++)
        {
            var first = shard == part.First.Shard ? part.First.Index : 0;
            var last = shard == part.Last.Shard ? part.Last.Index : int.MaxValue;
            var sources = (await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources;
            var fates = await run.FatesAsync(shard, cancellationToken).ConfigureAwait(false);
            bool Wanted(int index, RecordEntry entry) =>
                index >= first && index <= last && _splits.Of(entry.Hash) == part.Split && fates?.Of(index) is null or { Kind: FateKind.Kept };

            await foreach (var (entry, index, record) in ShardReader.ReadAsync(run.Work, shard, Wanted, cancellationToken).ConfigureAwait(false))
            {
                var text = Without(record.Content, fates, index);
                if (text.Length > 0)
                {
                    var row = entry.Row + layout.FirstRows[shard][entry.Source];
                    yield return new OutputRecord(entry.Hash, text, entry.Length, sources[entry.Source].Name, row);
                }
            }
        }
    }

    private string Without(string text, Fates? fates, int index) =>
        fates is null ? text : TextParts.Without(text, run.Plan.Job.Spec.Dedup.Parts, fates.RemovedParts(index));

    private async Task<string> HashAsync(string name, CancellationToken cancellationToken)
    {
        var file = await run.Output.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }
}
