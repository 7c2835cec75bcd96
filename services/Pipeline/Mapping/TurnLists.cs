using System.Text.Json;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Reads those fields of a record that hold turns.</summary>
internal sealed class TurnLists(InputFields fields, TurnReader reader)
{
    private static ReadOnlySpan<byte> JsonSpace => " \t\r\n"u8;

    /// <summary>Reads a field that must hold a list of turns: as it is, or as JSON in a string, as in a table's column.</summary>
    public void Read(RecordField field, PartKind kind, List<RecordPart> turns)
    {
        var value = fields[field];
        if (value.Type == JsonTokenType.None)
        {
            fields.Reject(RejectReasons.MissingField, $"no field {fields.Names(field)}");
        }
        else if (!TryRead(field, kind, turns))
        {
            fields.Reject(RejectReasons.WrongType, $"the field {fields.Names(field)} is {JsonNames.Of(value.Type)}, not a list of turns");
        }
    }

    /// <summary>Reads a field that holds a list of turns, or a text that the speaker says as one turn.</summary>
    public void Read(RecordField field, PartKind kind, ChatRole speaker, List<RecordPart> turns)
    {
        if (fields[field].Type != JsonTokenType.String)
        {
            Read(field, kind, turns);
        }
        else if (!TryRead(field, kind, turns))
        {
            turns.Add(new RecordPart(kind, speaker, fields.RequiredText(field)));
        }
    }

    private bool TryRead(RecordField field, PartKind kind, List<RecordPart> turns)
    {
        var value = fields[field];
        if (value.Type == JsonTokenType.StartArray)
        {
            Take(field, reader.Read(fields.Raw(value), kind, turns));
            return true;
        }

        if (value is not { Type: JsonTokenType.String, Text: { } text } || !LooksLikeTurns(text.Utf8))
        {
            return false;
        }

        var count = turns.Count;
        try
        {
            Take(field, reader.Read(text.Utf8, kind, turns));
            return true;
        }
        catch (JsonException)
        {
            turns.RemoveRange(count, turns.Count - count);
            return false; // A text that begins with a bracket.
        }
    }

    private static bool LooksLikeTurns(ReadOnlySpan<byte> text) =>
        text.TrimStart(JsonSpace) is [(byte)'[', .. var list] && list.TrimStart(JsonSpace) is [(byte)'{' or (byte)']', ..];

    private void Take(RecordField field, Rejection? problem)
    {
        if (problem is not null)
        {
            fields.Reject(problem.Reason, $"{fields.Names(field)}: {problem.Detail}");
        }
    }
}
