namespace Text2Llm.Pipeline.Reports;

/// <summary>What became of the records that were read.</summary>
/// <param name="Read">How many were read.</param>
/// <param name="Written">How many were written.</param>
/// <param name="Dropped">How many were not, by reason; a record that was rejected is dropped by the reason of its rejection.</param>
/// <param name="Rejected">How many of those not written were rejected: they could not be read as records.</param>
public sealed record RecordCounts(long Read, long Written, IReadOnlyDictionary<string, long> Dropped, long Rejected)
{
    /// <summary>Whether every record is accounted for: read = written + dropped.</summary>
    internal bool Balanced => Read == Written + Dropped.Values.Sum();

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Read} read, {Written} written, {string.Join(", ", Dropped.Select(drop => $"{drop.Value} {drop.Key}"))}";
}
