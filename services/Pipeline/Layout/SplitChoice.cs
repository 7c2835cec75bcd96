using System.Buffers.Binary;
using System.IO.Hashing;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Layout;

/// <summary>
/// Chooses where a record goes, by the hash of its content and the job's seed alone: neither other records nor their order matter. Of records
/// that are alike only the first is written, so that they cannot go different ways.
/// </summary>
internal sealed class SplitChoice(SplitSpec? spec)
{
    private readonly double _train = spec?.Train ?? 1;
    private readonly double _validation = spec?.Validation ?? 0;
    private readonly double _test = spec?.Test ?? 0;

    /// <summary>The splits that have files, each with at least one.</summary>
    public IReadOnlyList<Split> All => spec is null
        ? [Split.Train]
        : [.. Enum.GetValues<Split>().Where(split => ShareOf(split) > 0)];

    /// <summary>The beginning of a data file's name.</summary>
    public string NameOf(Split split) => spec is null ? "part" : split switch
    {
        Split.Validation => "validation",
        Split.Test => "test",
        _ => "train",
    };

    public Split Of(UInt128 hash)
    {
        if (spec is null)
        {
            return Split.Train;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);

        // The upper 53 bits are all that a double between 0 and 1 has.
        var point = (XxHash3.HashToUInt64(bytes, spec.Seed) >> 11) * (1.0 / (1UL << 53));
        var split = point < _test ? Split.Test : point < _test + _validation ? Split.Validation : Split.Train;

        // Shares add up to 1 but for the rounding of binary fractions; what that leaves goes where there are files.
        return ShareOf(split) > 0 ? split : All[^1];
    }

    private double ShareOf(Split split) => split switch
    {
        Split.Validation => _validation,
        Split.Test => _test,
        _ => _train,
    };
}
