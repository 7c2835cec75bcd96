using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// What of a record counts where records are compared that are nearly alike: its texts, and what its turns have besides, as the arguments of
/// a call. Shingles have a seed, so that a text that is said to be good is not like the same text that is said to be bad.
/// </summary>
internal static class NearText
{
    private const ulong Good = 0x8CB9_2BA7_2F3D_8DD7;
    private const ulong Bad = 0xC2B2_AE3D_27D4_EB4F;

    /// <summary>The seed of the first text.</summary>
    public static ulong SeedOf(DatasetRecord record) => record.Label switch { true => Good, false => Bad, null => 0 };

    /// <summary>The texts, but those that were rejected.</summary>
    public static string Of(DatasetRecord record)
    {
        for (var i = 0; i < record.Parts.Count; i++)
        {
            if (record.Parts[i].Extra is not null || record.Parts[i].Kind == PartKind.Rejected)
            {
                return Join(record.Parts.Where(part => part.Kind != PartKind.Rejected));
            }
        }

        return record.Content;
    }

    /// <summary>The rejected texts of a preference, and the seed of their shingles: exchanged with the chosen ones they say the opposite.</summary>
    public static bool TryGetRejected(DatasetRecord record, out string text, out ulong seed)
    {
        (text, seed) = ("", Bad);
        if (!record.Parts.Any(part => part.Kind == PartKind.Rejected))
        {
            return false;
        }

        text = Join(record.Parts.Where(part => part.Kind == PartKind.Rejected));
        return true;
    }

    private static string Join(IEnumerable<RecordPart> parts) =>
        string.Join("\n\n", parts.Select(part => part.Extra is null ? part.Text : $"{part.Text}\n\n{part.Extra}"));
}
