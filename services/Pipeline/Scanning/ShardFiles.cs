using System.Globalization;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>The names of the files that a scan writes.</summary>
internal static class ShardFiles
{
    public static string Records(int shard) => Name(shard, "records");

    public static string Index(int shard) => Name(shard, "index");

    /// <summary>What was rejected: see <see cref="NoteWriter"/>.</summary>
    public static string Rejects(int shard) => Name(shard, "rejects");

    /// <summary>What the steps dropped: see <see cref="NoteWriter"/>. Only where the job wants it.</summary>
    public static string Dropped(int shard) => Name(shard, "dropped");

    /// <summary>The summary, written last.</summary>
    public static string Summary(int shard) => Name(shard, "json");

    private static string Name(int shard, string kind) => string.Create(CultureInfo.InvariantCulture, $"scan/{shard:d6}.{kind}");
}
