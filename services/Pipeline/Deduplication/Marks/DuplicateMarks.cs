using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>
/// Keeps the marks of the records that a shard keeps, so that the match finds those that are alike, in whatever shards they are. What it
/// writes does not depend on how the records are divided into batches, nor on who signed them. One thread at a time.
/// </summary>
/// <param name="shard">The shard's number.</param>
/// <param name="ranges">How many ranges of hashes there are, the same for all shards: <see cref="Matching.MatchRanges"/>.</param>
/// <param name="work">Where the marks go.</param>
/// <param name="limit">How many marks are held in memory before they are written.</param>
internal sealed class DuplicateMarks(int shard, int ranges, IFileStore work, int limit = DuplicateMarks.DefaultLimit) : IAsyncDisposable
{
    /// <summary>Eight megabytes of marks, and as many while they are written. A shard of ordinary documents has nearly so many.</summary>
    public const int DefaultLimit = 1 << 19;

    private readonly MarksWriter _writer = new(work, shard, ranges, limit);
    private readonly RecentHashes _recent = new();
    private int _records;

    /// <summary>Whether such a job looks for duplicates at all. Where it does not, there is nothing to mark, to match or to resolve.</summary>
    public static bool Needed(DedupSpec spec) => spec.Exact || spec.Fuzzy is not null || spec.Parts != DedupParts.None;

    /// <summary>Adds the next records of the shard.</summary>
    /// <param name="count">How many they are.</param>
    /// <param name="marks">Their marks, as a <see cref="MarkSigner"/> made them, with the records' numbers among these.</param>
    /// <param name="cancellationToken">Ends the writing early, where there is any.</param>
    public async ValueTask AddAsync(int count, MarkBuffer marks, CancellationToken cancellationToken)
    {
        for (var next = 0; next < marks.Count;)
        {
            next = AddRecord(marks.All, next);
            if (_writer.IsFull)
            {
                await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _records += count;
    }

    /// <summary>Makes the file of marks appear; also when there are none.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => _writer.CompleteAsync(_records, cancellationToken);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    // Adds the marks of one record, and gives where those of the next begin.
    private int AddRecord(ReadOnlySpan<Mark> marks, int next)
    {
        var index = marks[next].Index;

        // It is found by its text; whatever it is nearly like, the first of that text is too.
        var repeated = marks[next].Kind == MarkKind.Exact && _recent.Seen(marks[next]);
        for (; next < marks.Length && marks[next].Index == index; next++)
        {
            if (!repeated || marks[next].Kind != MarkKind.Near)
            {
                _writer.Pending.Add(marks[next] with { Index = (uint)_records + index });
            }
        }

        return next;
    }
}
