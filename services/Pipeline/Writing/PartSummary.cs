using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Writing;

/// <summary>What was written into one data file.</summary>
internal sealed record PartSummary : IStageSummary
{
    /// <summary>The data file.</summary>
    public required DataFile File { get; init; }

    /// <summary>How many records were left without text when lines that stood before were taken out, and were dropped.</summary>
    public required long Emptied { get; init; }

    /// <summary>How many records have a length of 1, 2 to 3, 4 to 7, 8 to 15 characters and so on; those of none come first.</summary>
    public required IReadOnlyList<long> Lengths { get; init; }

    /// <summary>What the report tells of the texts of its records.</summary>
    public required TextStatistics Texts { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<CheckedFile> Files { get; init; }

    /// <summary>The summary's name in the work store.</summary>
    public static string NameOf(int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"write/{part:d6}.json");
}
