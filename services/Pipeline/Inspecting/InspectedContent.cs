using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Statistics;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>A file, or a file in an archive, and what a sample of its records is.</summary>
internal sealed class InspectedContent
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The size of the file that it is or lies in, in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>What it was taken for; null when it cannot be read.</summary>
    public Detection? Detection { get; init; }

    /// <summary>Why it, or its rest, cannot be read; else null.</summary>
    public Rejection? Problem { get; set; }

    /// <summary>The first records.</summary>
    public List<SampledRecord> Records { get; } = [];

    /// <summary>How many records it has: counted where the sample is the whole, or told by the file; else null.</summary>
    public long? Count { get; set; }

    /// <summary>How many records it has by what the sample took of it; null where that is not known.</summary>
    public long? EstimatedCount { get; set; }

    /// <summary>The fields of the sample's records; none of texts.</summary>
    public FieldProfiles Fields { get; } = new();

    /// <summary>How long the sample's records are in tokens, estimated.</summary>
    public Histogram Tokens { get; } = new();

    /// <summary>How many of the sample's records would be rejected, by reason.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>About how many tokens it has; null where that is not known.</summary>
    public long? EstimatedTokens => (Count ?? EstimatedCount) is { } count && Tokens.Count > 0
        ? (long)((double)Tokens.Sum / Records.Count * count)
        : null;
}
