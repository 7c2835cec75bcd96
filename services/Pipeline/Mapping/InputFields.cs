using System.Buffers;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>The fields of one input record after another, by what they are for. What is wrong with a record is kept as its problem.</summary>
internal sealed class InputFields
{
    private readonly IReadOnlyList<string>[] _names = new IReadOnlyList<string>[Enum.GetValues<RecordField>().Length];
    private readonly int[][] _slots = new int[Enum.GetValues<RecordField>().Length][];
    private readonly List<WantedField> _wanted = [];
    private readonly (int Slot, byte[] Name)[] _kept;
    private readonly RecordFields _found;
    private readonly FieldReader _reader;
    private readonly ArrayBufferWriter<byte> _extra = new();
    private ReadOnlyMemory<byte> _json;

    /// <param name="fields">What is looked for.</param>
    /// <param name="spec">Under which names, and what is kept beside it.</param>
    /// <param name="found">The names that the run's records have, for what is said of one that has another.</param>
    public InputFields(ReadOnlySpan<RecordField> fields, RecordsSpec spec, RecordFields found)
    {
        _found = found;
        Array.Fill(_slots, []);
        foreach (var field in fields)
        {
            var decoded = field is not (RecordField.Tools or RecordField.History);
            _names[(int)field] = FieldNames.Of(field, spec.Fields);
            _slots[(int)field] = [.. _names[(int)field].Select(name => SlotOf(name, decoded))];
        }

        _kept = [.. (spec.Keep ?? []).Distinct(StringComparer.Ordinal).Select(name => (SlotOf(name, decoded: false), JsonNames.Quote(name)))];
        _reader = new FieldReader(_wanted);
    }

    /// <summary>Why the record cannot be taken, or null: the first thing that was found.</summary>
    public Rejection? Problem { get; private set; }

    /// <summary>Goes to another record.</summary>
    /// <param name="json">Its object; or nothing, and it has no fields.</param>
    public void Read(ReadOnlyMemory<byte> json)
    {
        _json = json;
        Problem = null;
        if (json.IsEmpty)
        {
            _reader.Clear();
        }
        else
        {
            Problem = _reader.Read(json.Span);
        }
    }

    /// <summary>The first of a field's names that says something; else the first that is there at all.</summary>
    public FieldValue this[RecordField field]
    {
        get
        {
            var found = default(FieldValue);
            foreach (var slot in _slots[(int)field])
            {
                var value = _reader[slot];
                if (value.IsGiven)
                {
                    return value;
                }

                found = found.Type == JsonTokenType.None ? value : found;
            }

            return found;
        }
    }

    /// <summary>A value as it stands in the record.</summary>
    public ReadOnlySpan<byte> Raw(FieldValue value) => _json.Span.Slice(value.Start, value.Length);

    /// <summary>The text of a field; empty, with a problem, where there is none.</summary>
    public RecordText RequiredText(RecordField field)
    {
        var value = this[field];
        return value.Type == JsonTokenType.None ? Fail("", RejectReasons.MissingField, $"no field {Names(field)}") : TextOf(field, value);
    }

    /// <summary>The text of a field; null where there is none, or null.</summary>
    public RecordText? OptionalText(RecordField field)
    {
        var value = this[field];
        return value.IsGiven ? TextOf(field, value) : null;
    }

    public void Reject(string reason, string detail) => Problem ??= new Rejection(reason, detail);

    /// <summary>A field's names, as a message lists them.</summary>
    public string Names(RecordField field) => (FieldNames.Given(field, _found) is { } found ? [found] : _names[(int)field]) switch
    {
        [var only] => $"'{only}'",
        var names => $"'{string.Join("', '", names.SkipLast(1))}' or '{names[^1]}'",
    };

    /// <summary>A conversation's tools and the fields that are kept, as one JSON object; null where the record has none of them.</summary>
    public string? Extra()
    {
        _extra.ResetWrittenCount();
        var tools = this[RecordField.Tools];
        Keep("\"tools\""u8, tools);
        foreach (var (slot, name) in _kept)
        {
            if (_reader[slot] != tools)
            {
                Keep(name, _reader[slot]);
            }
        }

        if (_extra.WrittenCount == 0)
        {
            return null;
        }

        _extra.Write("}"u8);
        return Encoding.UTF8.GetString(_extra.WrittenSpan);
    }

    private void Keep(ReadOnlySpan<byte> name, FieldValue value)
    {
        if (value.IsGiven)
        {
            _extra.Write(_extra.WrittenCount == 0 ? "{"u8 : ","u8);
            _extra.Write(name);
            _extra.Write(":"u8);
            _extra.Write(Raw(value));
        }
    }

    private RecordText TextOf(RecordField field, FieldValue value)
    {
        if (value.Type != JsonTokenType.String)
        {
            return Fail("", RejectReasons.WrongType, $"the field {Names(field)} is {JsonNames.Of(value.Type)}, not a string");
        }

        if (value.Text!.FindZero() is >= 0 and var zero)
        {
            Problem ??= TextDecoder.ZeroAt(zero);
        }

        return value.Text;
    }

    private RecordText Fail(RecordText text, string reason, string detail)
    {
        Reject(reason, detail);
        return text;
    }

    private int SlotOf(string name, bool decoded)
    {
        var known = _wanted.FindIndex(field => field.Name == name);
        if (known >= 0)
        {
            return known;
        }

        _wanted.Add(new WantedField(name, decoded));
        return _wanted.Count - 1;
    }
}
