using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Makes records of prompts and answers: completions, and preferences of both kinds.</summary>
internal sealed class AnswerMapper(InputFields fields, TurnLists lists, RecordLayout layout)
{
    public DatasetRecord Completion()
    {
        var parts = Prompt(required: true);
        Read(RecordField.Completion, PartKind.Completion, ChatRole.Assistant, parts);
        return new DatasetRecord(RecordKind.Completion, parts, Extra: fields.Extra());
    }

    public DatasetRecord Preference() => layout.Shape == RecordShape.Unpaired ? Unpaired() : Paired();

    private DatasetRecord Unpaired()
    {
        var parts = Prompt(required: true);
        Read(RecordField.Completion, PartKind.Completion, ChatRole.Assistant, parts);
        return new DatasetRecord(RecordKind.Preference, parts, Label(), fields.Extra());
    }

    private DatasetRecord Paired()
    {
        var parts = Prompt(required: false);
        var chosen = new List<RecordPart>();
        var rejected = new List<RecordPart>();
        Read(RecordField.Chosen, PartKind.Chosen, ChatRole.Assistant, chosen);
        Read(RecordField.Rejected, PartKind.Rejected, ChatRole.Assistant, rejected);
        var shared = layout.Conversational ? SharedTurns(chosen, rejected) : 0;
        if (shared > 0)
        {
            // The prompt may stand in both answers, and be given beside them as well.
            var opening = chosen.Take(shared).Select(turn => turn with { Kind = PartKind.Prompt }).ToList();
            if (parts is [.., { Kind: PartKind.Prompt } last] && opening.Exists(turn => turn.Role == last.Role && turn.Text == last.Text))
            {
                parts.RemoveAll(part => part.Kind == PartKind.Prompt);
            }

            parts.AddRange(opening);
        }

        parts.AddRange(chosen.Skip(shared));
        parts.AddRange(rejected.Skip(shared));
        return new DatasetRecord(RecordKind.Preference, parts, Extra: fields.Extra());
    }

    // With what the system is told before it, where that is given apart.
    private List<RecordPart> Prompt(bool required)
    {
        var parts = new List<RecordPart>();
        if (fields.OptionalText(RecordField.System) is { IsEmpty: false } system)
        {
            parts.Add(layout.Conversational
                ? new RecordPart(PartKind.Prompt, ChatRole.System, system)
                : new RecordPart(PartKind.System, ChatRole.None, system));
        }

        if (required || fields[RecordField.Prompt].IsGiven)
        {
            Read(RecordField.Prompt, PartKind.Prompt, ChatRole.User, parts);
        }

        return parts;
    }

    private void Read(RecordField field, PartKind kind, ChatRole speaker, List<RecordPart> parts)
    {
        if (layout.Conversational)
        {
            lists.Read(field, kind, speaker, parts);
        }
        else
        {
            parts.Add(new RecordPart(kind, ChatRole.None, fields.RequiredText(field)));
        }
    }

    // How many turns both answers begin with; each keeps one of its own.
    private static int SharedTurns(List<RecordPart> chosen, List<RecordPart> rejected)
    {
        var most = Math.Min(chosen.Count, rejected.Count) - 1;
        var shared = 0;
        while (shared < most && chosen[shared] with { Kind = PartKind.Rejected } == rejected[shared])
        {
            shared++;
        }

        return shared;
    }

    private bool? Label()
    {
        var value = fields[RecordField.Label];
        bool? label = value.Type switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => Meaning(System.Text.Encoding.ASCII.GetString(fields.Raw(value))),
            JsonTokenType.String => Meaning(value.Text!.ToString()),
            _ => null,
        };
        if (label is null)
        {
            fields.Reject(
                value.Type == JsonTokenType.None ? RejectReasons.MissingField : RejectReasons.WrongType,
                value.Type == JsonTokenType.None
                    ? $"no field {fields.Names(RecordField.Label)}"
                    : $"the field {fields.Names(RecordField.Label)} is neither true, false, 1 nor 0");
        }

        return label;
    }

    private static bool? Meaning(string label) => label.ToLowerInvariant() switch
    {
        "1" or "1.0" or "true" => true,
        "0" or "0.0" or "false" => false,
        _ => null,
    };
}
