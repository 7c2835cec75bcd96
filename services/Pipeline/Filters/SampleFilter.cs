using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Filters;

/// <summary>Keeps a share of the records: those whose content, hashed with the seed, falls into it. Equal records share their fate.</summary>
internal sealed class SampleFilter(SampleSpec spec) : IRecordStep
{
    // Sets this choice apart from others that are made by hash and seed, such as that of a split.
    private const long Salt = 0x53_41_4D_50_4C_45;

    /// <inheritdoc/>
    public string Name => "sample";

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(record.Content.AsSpan()), spec.Seed ^ Salt);
        return (hash >> 11) * (1.0 / (1L << 53)) < spec.Rate ? null : new Drop("sample");
    }
}
