using System.Numerics;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans every text of a record, and drops a record one of whose texts is nothing then. It counts the records that each switch changed.</summary>
internal sealed class CleanStep(CleanSpec spec) : IRecordStep
{
    /// <summary>The reason for which records are dropped that have nothing left.</summary>
    public const string Empty = "empty";

    private static readonly string[] Names =
        ["clean.mojibake", "clean.entities", "clean.controls", "clean.invisible", "clean.unicode", "clean.boilerplate", "clean.whitespace"];

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
            var text = _cleaner.Clean(part.Text, ref changes);
            if (IsNothing(text, part))
            {
                return new Drop(Empty, "nothing is left of a text");
            }

            if (!ReferenceEquals(text, part.Text))
            {
                parts ??= [.. record.Parts];
                parts[i] = part with { Text = text };
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

    // Other kinds may have parts that were empty before, such as an answer that is a call of a tool.
    private static bool IsNothing(string text, RecordPart part) =>
        string.IsNullOrWhiteSpace(text) && (part.Kind == PartKind.Text || !string.IsNullOrWhiteSpace(part.Text));
}
