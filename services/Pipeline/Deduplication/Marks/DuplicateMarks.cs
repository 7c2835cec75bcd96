using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>
/// Marks the records that a shard keeps, so that the match finds those that are alike, in whatever shards they are. One thread at a time.
/// </summary>
/// <param name="spec">Which duplicates are looked for.</param>
/// <param name="shard">The shard's number.</param>
/// <param name="ranges">How many ranges of hashes there are, the same for all shards: <see cref="Matching.MatchRanges"/>.</param>
/// <param name="work">Where the marks go.</param>
/// <param name="limit">How many marks are held in memory before they are written.</param>
internal sealed class DuplicateMarks(DedupSpec spec, int shard, int ranges, IFileStore work, int limit = DuplicateMarks.DefaultLimit)
    : IAsyncDisposable
{
    /// <summary>Eight megabytes of marks, and as many while they are written. A shard of ordinary documents has nearly so many.</summary>
    public const int DefaultLimit = 1 << 19;

    private readonly MarksWriter _writer = new(work, shard, ranges, limit);
    private readonly BandMarks? _bands = spec.Fuzzy is { } fuzzy ? new BandMarks(fuzzy) : null;
    private readonly RecentHashes _recent = new();
    private int _records;

    /// <summary>Whether such a job looks for duplicates at all. Where it does not, there is nothing to mark, to match or to resolve.</summary>
    public static bool Needed(DedupSpec spec) => spec.Exact || spec.Fuzzy is not null || spec.Parts != DedupParts.None;

    /// <summary>Marks a record.</summary>
    /// <param name="index">Its number in the shard, higher than that of the one before.</param>
    /// <param name="record">The record as it would be written.</param>
    /// <param name="cancellationToken">Ends the writing early, where there is any.</param>
    public ValueTask AddAsync(int index, DatasetRecord record, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, _records);
        _records = index + 1;
        AddWhole(index, record);
        if (spec.Parts != DedupParts.None && record.Kind == RecordKind.Text)
        {
            AddParts(index, record.Content);
        }

        return _writer.IsFull ? new ValueTask(_writer.FlushAsync(cancellationToken)) : ValueTask.CompletedTask;
    }

    /// <summary>Makes the file of marks appear; also when there are none.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => _writer.CompleteAsync(_records, cancellationToken);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void AddWhole(int index, DatasetRecord record)
    {
        if (spec.Exact)
        {
            var hash = ContentHash.Of(record).Hash;
            _writer.Pending.Add(Mark.Of(MarkKind.Exact, hash, index));
            if (_recent.Seen(hash))
            {
                return; // It is found by its text; whatever it is nearly like, the first of that text is too.
            }
        }

        _bands?.Add(index, record.Content, _writer.Pending);
    }

    private void AddParts(int index, string text)
    {
        foreach (var part in new TextParts(text, spec.Parts))
        {
            if (part.Hash is { } hash && part.Number <= Mark.MaxPart)
            {
                _writer.Pending.Add(Mark.OfPart(hash, index, part.Number));
            }
        }
    }
}
