using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Makes records of what readers give, all of one kind. An instance serves one thread: it keeps buffers.</summary>
internal sealed class RecordMapper
{
    private readonly RecordLayout _layout;
    private readonly InputFields _fields;
    private readonly AnswerMapper _answers;
    private readonly TurnLists _turns;

    /// <param name="spec">The fields' names, and what is kept.</param>
    /// <param name="layout">What the run's records are.</param>
    public RecordMapper(RecordsSpec spec, RecordLayout layout)
    {
        _layout = layout;
        _fields = new InputFields(FieldsOf(layout.Kind), spec, layout.Fields);
        _turns = new TurnLists(_fields, new TurnReader(spec.Fields));
        _answers = new AnswerMapper(_fields, _turns, layout);
    }

    /// <summary>Makes a record, or says why there is none. What is wrong within a conversation is not looked at here.</summary>
    public bool TryMap(
        in ParsedRecord input, [NotNullWhen(true)] out DatasetRecord? record, [NotNullWhen(false)] out Rejection? rejection)
    {
        record = null;
        rejection = input.Rejection;
        if (rejection is not null)
        {
            return false;
        }

        _fields.Read(input.Json);
        if (_fields.Problem is null)
        {
            try
            {
                record = input.Text is { } text ? OfText(text) : OfFields();
            }
            catch (JsonException)
            {
                _fields.Reject(RejectReasons.WrongType, "a turn is nested deeper than 64 levels");
            }
            catch (InvalidOperationException)
            {
                _fields.Reject(RejectReasons.LoneSurrogate, "an escape stands for half of a surrogate pair");
            }
        }

        rejection = _fields.Problem;
        return rejection is null;
    }

    private static ReadOnlySpan<RecordField> FieldsOf(RecordKind kind) => kind switch
    {
        RecordKind.Messages => [RecordField.Messages, RecordField.System, RecordField.Tools],
        RecordKind.Instruction =>
            [RecordField.System, RecordField.Instruction, RecordField.Input, RecordField.Output, RecordField.History],
        RecordKind.Completion => [RecordField.System, RecordField.Prompt, RecordField.Completion, RecordField.Tools],
        RecordKind.Preference =>
        [
            RecordField.System, RecordField.Prompt, RecordField.Completion, RecordField.Chosen, RecordField.Rejected, RecordField.Label,
            RecordField.Tools,
        ],
        _ => [RecordField.Text],
    };

    private DatasetRecord? OfText(string text)
    {
        if (_layout.Kind == RecordKind.Text)
        {
            return DatasetRecord.OfText(text, _fields.Extra());
        }

        _fields.Reject(RejectReasons.WrongType, "the record is a text, without the fields that this run's records have");
        return null;
    }

    private DatasetRecord OfFields() => _layout.Kind switch
    {
        RecordKind.Messages => Messages(),
        RecordKind.Instruction => Instruction(),
        RecordKind.Completion => _answers.Completion(),
        RecordKind.Preference => _answers.Preference(),
        _ => DatasetRecord.OfText(_fields.RequiredText(RecordField.Text), _fields.Extra()),
    };

    private DatasetRecord Messages()
    {
        var turns = new List<RecordPart>();
        if (_fields.OptionalText(RecordField.System) is { IsEmpty: false } system)
        {
            turns.Add(new RecordPart(PartKind.Message, ChatRole.System, system));
        }

        _turns.Read(RecordField.Messages, PartKind.Message, turns);
        return new DatasetRecord(RecordKind.Messages, turns, Extra: _fields.Extra());
    }

    private DatasetRecord Instruction()
    {
        // Raw, since it is a list: a record with earlier turns would lose them.
        if (_fields[RecordField.History] is { Type: JsonTokenType.StartArray } history && !_fields.Raw(history).SequenceEqual("[]"u8))
        {
            _fields.Reject(
                RejectReasons.WrongType, "the field 'history' holds earlier turns, for which an instruction has no place; give them as messages");
        }

        var parts = new List<RecordPart>(4);
        Add(parts, PartKind.System, _fields.OptionalText(RecordField.System));
        parts.Add(new RecordPart(PartKind.Instruction, ChatRole.None, _fields.RequiredText(RecordField.Instruction)));
        Add(parts, PartKind.Input, _fields.OptionalText(RecordField.Input));
        parts.Add(new RecordPart(PartKind.Output, ChatRole.None, _fields.RequiredText(RecordField.Output)));
        return new DatasetRecord(RecordKind.Instruction, parts, Extra: _fields.Extra());
    }

    private static void Add(List<RecordPart> parts, PartKind kind, RecordText? text)
    {
        if (text is { IsEmpty: false })
        {
            parts.Add(new RecordPart(kind, ChatRole.None, text));
        }
    }
}
