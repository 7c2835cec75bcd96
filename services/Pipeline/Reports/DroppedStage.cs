using System.Globalization;
using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes the records that a shard has lost, each with the reason, where the job wants them: those that steps dropped, and duplicates.</summary>
internal sealed class DroppedStage(RunContext run, OutputLayout layout)
{
    public const string FolderName = "dropped";

    public Task RunAsync(int shard, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{FolderName}/{shard:d6}.jsonl");
        return run.Work.RunOnceAsync($"write/{name}.json", run.Output, store => WriteAsync(store, name, shard, cancellationToken), cancellationToken);
    }

    private async Task WriteAsync(IFileStore store, string name, int shard, CancellationToken cancellationToken)
    {
        var sources = (await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources;
        var lines = new NoteLines(store, name);
        await using var own = lines.ConfigureAwait(false);
        var steps = NoteReader.ReadAsync(run.Work, ShardFiles.Dropped(shard), cancellationToken);
        await foreach (var (source, row, members) in InOrderAsync(steps, DuplicatesAsync(shard, cancellationToken)).ConfigureAwait(false))
        {
            await lines.AddAsync(sources[source].Name, row + layout.FirstRows[shard][source], members, cancellationToken).ConfigureAwait(false);
        }

        await lines.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // Both in the order of reading, as one.
    private static async IAsyncEnumerable<(int Source, long Row, ReadOnlyMemory<byte> Members)> InOrderAsync(
        IAsyncEnumerable<(int Source, long Row, ReadOnlyMemory<byte> Members)> one,
        IAsyncEnumerable<(int Source, long Row, ReadOnlyMemory<byte> Members)> other)
    {
        await using var left = one.GetAsyncEnumerator();
        await using var right = other.GetAsyncEnumerator();
        var (hasLeft, hasRight) = (await left.MoveNextAsync().ConfigureAwait(false), await right.MoveNextAsync().ConfigureAwait(false));
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || (left.Current.Source, left.Current.Row).CompareTo((right.Current.Source, right.Current.Row)) <= 0))
            {
                yield return left.Current;
                hasLeft = await left.MoveNextAsync().ConfigureAwait(false);
            }
            else
            {
                yield return right.Current;
                hasRight = await right.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    private async IAsyncEnumerable<(int Source, long Row, ReadOnlyMemory<byte> Members)> DuplicatesAsync(
        int shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await run.FatesAsync(shard, cancellationToken).ConfigureAwait(false) is not { } fates)
        {
            yield break;
        }

        var roots = fates.All.Where(fate => fate.Kind != FateKind.Kept).Select(fate => RecordId.Unpack(fate.Root));
        var kept = await new KeptRecords(run, layout).FindAsync(roots, cancellationToken).ConfigureAwait(false);
        bool Wanted(int index, RecordEntry entry) => fates.Of(index) is { Kind: not FateKind.Kept } || !fates.RemovedParts(index).IsEmpty;
        await foreach (var (entry, index, record) in ShardReader.ReadAsync(run.Work, shard, Wanted, cancellationToken).ConfigureAwait(false))
        {
            var dropped = fates.Of(index) switch
            {
                { Kind: FateKind.Exact } fate => new DroppedRecord(DropReasons.Duplicate, null, kept[RecordId.Unpack(fate.Root)], record.Content),
                { Kind: FateKind.Near } fate => new DroppedRecord(DropReasons.NearDuplicate, null, kept[RecordId.Unpack(fate.Root)], record.Content),
                _ when IsEmptied(record.Content, fates, index) => new DroppedRecord(DropReasons.Empty, null, null, record.Content),
                _ => null,
            };
            if (dropped is not null)
            {
                yield return (entry.Source, entry.Row, ReportJson.MembersOf(dropped));
            }
        }
    }

    private bool IsEmptied(string text, Fates fates, int index) =>
        TextParts.Without(text, run.Plan.Job.Spec.Dedup.Parts, fates.RemovedParts(index)).Length == 0;
}
