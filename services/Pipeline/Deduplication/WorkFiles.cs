using System.Globalization;

namespace Text2Llm.Pipeline.Deduplication;

/// <summary>The names of the files that the stages leave for each other.</summary>
internal static class WorkFiles
{
    /// <summary>What a shard has that may stand elsewhere too; written by the scan.</summary>
    public static string Marks(int shard) => string.Create(CultureInfo.InvariantCulture, $"scan/{shard:D6}.marks");

    /// <summary>The duplicates of one range of hashes; written by the match.</summary>
    public static string Pairs(int range) => string.Create(CultureInfo.InvariantCulture, $"match/{range:D4}.pairs");

    /// <summary>Which records of a shard are to be compared; written once all pairs are known.</summary>
    public static string Candidates(int shard) => string.Create(CultureInfo.InvariantCulture, $"verify/{shard:D6}.candidates");

    /// <summary>The shingles of those; written by the gathering.</summary>
    public static string Shingles(int shard) => string.Create(CultureInfo.InvariantCulture, $"verify/{shard:D6}.shingles");

    /// <summary>What was found alike among the candidates of one group; written by the verification.</summary>
    public static string Verified(int group) => string.Create(CultureInfo.InvariantCulture, $"verify/{group:D4}.pairs");

    /// <summary>What becomes of a shard's records; written by the resolve.</summary>
    public static string Fates(int shard) => string.Create(CultureInfo.InvariantCulture, $"resolve/{shard:D6}.fates");
}
