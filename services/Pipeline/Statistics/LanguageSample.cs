namespace Text2Llm.Pipeline.Statistics;

/// <summary>
/// Which records are looked at for their language: all of a few, and of many a fair sample, for the look costs as much as all else that is
/// done with a short text. It is chosen by the hashes of contents alone, so that it is the same however the work is divided.
/// </summary>
/// <param name="records">How many records there are.</param>
internal sealed class LanguageSample(long records)
{
    /// <summary>About how many are looked at of many: some hundredths of a second's work, and a share of half the records is told to two percent.</summary>
    public const int Size = 1 << 11;

    private readonly ulong _last = records <= Size ? ulong.MaxValue : (ulong)((UInt128)ulong.MaxValue * Size / (UInt128)records);

    /// <summary>Whether a record is looked at.</summary>
    /// <param name="hash">The hash of its content.</param>
    public bool Has(UInt128 hash) => (ulong)hash <= _last;
}
