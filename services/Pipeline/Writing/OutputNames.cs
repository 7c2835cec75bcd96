using System.Text.RegularExpressions;
using Text2Llm.Pipeline.Reports;

namespace Text2Llm.Pipeline.Writing;

/// <summary>The names that a run gives to the files of a dataset.</summary>
internal static partial class OutputNames
{
    /// <summary>Whether a run may have written a file of such a name.</summary>
    public static bool Has(string name) =>
        ReportFiles.Names.Contains(name) || name is ChecksumList.FileName or RejectsStage.FileName || Made().IsMatch(name);

    [GeneratedRegex(
        @"\A((part|train|validation|test)-[0-9]{5,}\.(jsonl|csv|parquet)(\.gz|\.zst)?|dropped/[0-9]{6,}\.jsonl)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Made();
}
