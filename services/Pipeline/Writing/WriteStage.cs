using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Writing;

/// <summary>The last stage, for one data file: reads its records from their shards and writes those that stay.</summary>
internal sealed class WriteStage(RunContext run, OutputLayout layout)
{
    private readonly SplitChoice _splits = new(run.Plan.Job.Spec.Split);
    private readonly LanguageSample _sample = new(layout.Parts.Sum(part => part.Records));

    /// <summary>Writes a data file.</summary>
    /// <exception cref="DamagedFileException">What an earlier stage left is not whole.</exception>
    /// <exception cref="IOException">What is to be written cannot be.</exception>
    public async Task<PartSummary> RunAsync(int number, RunProgress progress, CancellationToken cancellationToken)
    {
        var part = layout.Parts[number];
        var spec = run.Plan.Job.Spec;
        var name = part.Name + DataFileWriter.Extension(spec.Output);
        var store = new CheckedStore(run.Output);
        var lengths = new LengthHistogram();
        var (texts, languages) = (new TextStatistics(), new LanguageIdentifier());
        var records = 0L;
        WrittenPart written;
        var file = await store.CreateAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var schema = OutputSchema.For(run.Plan.Records, spec.Records, spec.Output.Shape);
            using var writer = new DataFileWriter(file.Content, spec.Output, schema, run.Limits);
            await foreach (var (record, origin) in RecordsAsync(part, cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(record, origin, cancellationToken).ConfigureAwait(false);
                var size = TextSize.Of(record);
                lengths.Add(size.Units);
                texts.Add(size, _sample.Has(origin.Hash) ? languages.Identify(record.Content) : null);
                records++;
                progress.AddWritten(1);
            }

            written = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        var split = part.Split.ToString().ToLowerInvariant();
        var summary = new PartSummary
        {
            File = new DataFile(name, split, records, written.Rows, written.Bytes, written.Sha256),
            Emptied = part.Records - records,
            Lengths = lengths.Counts,
            Texts = texts,
            Files = store.Written,
        };
        await run.Work.WriteJsonAsync(PartSummary.NameOf(number), summary, cancellationToken).ConfigureAwait(false);
        return summary;
    }

    private async IAsyncEnumerable<(DatasetRecord Record, RowOrigin Origin)> RecordsAsync(
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
                if (Without(record, fates, index) is { } left)
                {
                    var row = entry.Row + layout.FirstRows[shard][entry.Source];
                    yield return (left, new RowOrigin(entry.Hash, sources[entry.Source].Name, row));
                }
            }
        }
    }

    // The record without the lines or paragraphs that stood before; null where nothing is left.
    private DatasetRecord? Without(DatasetRecord record, Fates? fates, int index)
    {
        if (fates is null || fates.RemovedParts(index) is not { IsEmpty: false } removed)
        {
            return record;
        }

        var text = TextParts.Without(record.Content, run.Plan.Job.Spec.Dedup.Parts, removed);
        return text.Length > 0 ? DatasetRecord.OfText(text, record.Extra) : null;
    }
}
