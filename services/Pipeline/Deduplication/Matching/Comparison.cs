using Text2Llm.Pipeline.Deduplication.Fuzzy;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Compares records by their shingles.</summary>
/// <param name="spec">How alike they must be.</param>
/// <param name="content">Reads a record's content.</param>
internal sealed class Comparison(FuzzySpec spec, Func<RecordId, CancellationToken, ValueTask<string>> content)
{
    private readonly ShingleStream _stream = new(spec.Shingle);

    // One record is often the first of many pairs.
    private ulong? _first;
    private ShingleSet _firstSet;

    /// <summary>Whether the records of a pair are alike enough.</summary>
    public async ValueTask<bool> AlikeAsync(Pair pair, int shard, CancellationToken cancellationToken)
    {
        if (_first != pair.First)
        {
            _first = null;
            _firstSet = await SetAsync(RecordId.Unpack(pair.First), cancellationToken).ConfigureAwait(false);
            _first = pair.First;
        }

        var other = await SetAsync(new RecordId(shard, pair.Index), cancellationToken).ConfigureAwait(false);
        return _firstSet.Similarity(other) >= spec.Verify;
    }

    private async ValueTask<ShingleSet> SetAsync(RecordId record, CancellationToken cancellationToken) =>
        ShingleSet.Of(await content(record, cancellationToken).ConfigureAwait(false), _stream);
}
