using System.Numerics;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Cleans every text of a record, and drops a record of kind text of which nothing is left; what an empty turn or answer means is for the rules
/// of conversations to say. It counts the records that each switch changed.
/// </summary>
internal sealed class CleanStep(CleanSpec spec) : IRecordStep
{
    private static readonly string[] Names =
        ["clean.mojibake", "clean.entities", "clean.controls", "clean.invisible", "clean.unicode", "clean.boilerplate", "clean.whitespace"];

    private static readonly Drop Nothing = new(DropReasons.Empty, $"nothing is left of the text");

    private readonly TextCleaner _cleaner = new(spec);
    private readonly long[] _changed = new long[Names.Length];

    /// <inheritdoc/>
    public string Name => "clean";

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        var changes = CleanChanges.None;
        RecordPart[]? parts = null;
        for (var i = 0; i < record.Parts.Count; i++)
        {
            var part = record.Parts[i];
            var text = _cleaner.Clean(part.Value, ref changes);
            if (part.Kind == PartKind.Text && text.IsBlank)
            {
                return Nothing;
            }

            if (!ReferenceEquals(text, part.Value))
            {
                parts ??= [.. record.Parts];
                parts[i] = part with { Value = text };
            }
        }

        if (parts is not null)
        {
            record = record with { Parts = parts };
        }

        for (var left = (uint)changes; left != 0; left &= left - 1)
        {
            _changed[BitOperations.TrailingZeroCount(left)]++;
        }

        return null;
    }

    /// <inheritdoc/>
    public void AddCounts(IDictionary<string, long> counts)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            counts.TryGetValue(Names[i], out var before);
            counts[Names[i]] = before + _changed[i];
        }
    }
}
