using System.Text.Json.Serialization;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Layout;

/// <summary>What is to be written, as the resolve has found it.</summary>
internal sealed record OutputLayout : IStageSummary
{
    /// <summary>The layout's file in the work store, which is the resolve's summary.</summary>
    public const string FileName = "resolve/layout.json";

    /// <summary>The data files, in the order of their names.</summary>
    public required IReadOnlyList<OutputPart> Parts { get; init; }

    /// <summary>For each shard and each of its sources, how many lines or rows of it earlier shards have.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> FirstRows { get; init; }

    /// <summary>What was found of duplicates; null where none were looked for.</summary>
    public required ClusterSummary? Clusters { get; init; }

    /// <summary>How many records are dropped as duplicates, by reason.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, long> Dropped => new Dictionary<string, long>
    {
        [DropReasons.Duplicate] = Clusters?.Exact ?? 0,
        [DropReasons.NearDuplicate] = Clusters?.Near ?? 0,
    };

    /// <inheritdoc/>
    public required IReadOnlyList<CheckedFile> Files { get; init; }
}
