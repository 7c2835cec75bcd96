using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>The columns of a dataset. They follow from the job and the kind of its records alone, never from what the first rows hold.</summary>
/// <param name="Shape">The shape; never auto.</param>
/// <param name="Columns">The shape's own columns; what is kept beside them; then id, source and row, which say where a record is from.</param>
internal sealed record OutputSchema(RecordShape Shape, IReadOnlyList<OutputColumn> Columns)
{
    /// <summary>What a turn has for who speaks.</summary>
    public string RoleName => Shape == RecordShape.ShareGpt ? "from" : "role";

    /// <summary>What a turn has for what is said.</summary>
    public string ContentName => Shape == RecordShape.ShareGpt ? "value" : "content";

    /// <summary>The columns for a job's records.</summary>
    /// <exception cref="ArgumentException">The records cannot be written in the shape; <see cref="ShapeRules"/> would have told.</exception>
    public static OutputSchema For(RecordLayout layout, RecordsSpec records, RecordShape wanted)
    {
        if (ShapeRules.Mistake(layout, wanted) is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(wanted));
        }

        var shape = ShapeRules.Resolve(layout, wanted);
        var columns = Own(shape, HasTurns(layout, shape));
        if (records.Keep is { Count: > 0 })
        {
            columns.Add(new OutputColumn("extra", ColumnType.OptionalJson));
        }

        columns.AddRange(
            [new OutputColumn("id", ColumnType.Text), new OutputColumn("source", ColumnType.Text), new OutputColumn("row", ColumnType.Number)]);
        return new OutputSchema(shape, columns);
    }

    private static bool HasTurns(RecordLayout layout, RecordShape shape) =>
        shape is RecordShape.Messages or RecordShape.ShareGpt || layout.Conversational || layout.Kind == RecordKind.Messages;

    private static List<OutputColumn> Own(RecordShape shape, bool turns)
    {
        var speech = turns ? ColumnType.Turns : ColumnType.Text;
        List<OutputColumn> columns = shape switch
        {
            RecordShape.Messages => [new("messages", speech)],
            RecordShape.ShareGpt => [new("conversations", speech)],
            RecordShape.Alpaca =>
            [
                new("instruction", ColumnType.Text), new("input", ColumnType.Text), new("output", ColumnType.Text),
                new("system", ColumnType.OptionalText),
            ],
            RecordShape.Completion => [new("prompt", speech), new("completion", speech)],
            RecordShape.Preference => [new("prompt", speech), new("chosen", speech), new("rejected", speech)],
            RecordShape.Unpaired => [new("prompt", speech), new("completion", speech), new("label", ColumnType.Flag)],
            _ => [new("text", ColumnType.Text)],
        };
        if (turns && shape != RecordShape.Text)
        {
            columns.Add(new OutputColumn("tools", ColumnType.OptionalJson));
        }

        return columns;
    }
}
