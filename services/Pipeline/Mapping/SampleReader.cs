using System.Text.Json;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Looks at one record after another for the shapes that it may have.</summary>
internal sealed class SampleReader(RecordFields? given)
{
    private JsonElement _record;

    /// <summary>The names of the record's fields.</summary>
    public IEnumerable<string> Names => _record.EnumerateObject().Select(property => property.Name);

    /// <summary>Goes to a record; false where it is no JSON object.</summary>
    public bool Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            _record = JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = 10_000 });
            return _record.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public bool Is(RecordShape shape) => shape switch
    {
        RecordShape.Preference => Has(RecordField.Chosen) && Has(RecordField.Rejected),
        RecordShape.Unpaired => Has(RecordField.Prompt) && Has(RecordField.Completion) && Has(RecordField.Label),
        RecordShape.Messages => Speaker() == (given?.Role ?? "role"),
        RecordShape.ShareGpt => given?.Role is null && Speaker() == "from",
        RecordShape.Alpaca => Has(RecordField.Instruction) && Has(RecordField.Output),
        RecordShape.Completion => Has(RecordField.Prompt) && Has(RecordField.Completion),
        _ => Value(RecordField.Text) is { ValueKind: JsonValueKind.String },
    };

    /// <summary>Whether the record's answers are lists of turns.</summary>
    public bool HasTurns(RecordShape shape) => shape switch
    {
        RecordShape.Preference => Turns(RecordField.Chosen) is not null,
        RecordShape.Unpaired or RecordShape.Completion => Turns(RecordField.Prompt) is not null || Turns(RecordField.Completion) is not null,
        _ => false,
    };

    /// <summary>The names under which the record has a shape's fields.</summary>
    public RecordFields FieldsOf(RecordShape shape) => shape switch
    {
        RecordShape.Messages or RecordShape.ShareGpt => new RecordFields
        {
            Messages = Name(RecordField.Messages),
            System = Name(RecordField.System),
            Role = Speaker(),
            Content = given?.Content ?? (shape == RecordShape.ShareGpt ? "value" : "content"),
        },
        RecordShape.Alpaca => new RecordFields
        {
            System = Name(RecordField.System),
            Instruction = Name(RecordField.Instruction),
            Input = Name(RecordField.Input),
            Output = Name(RecordField.Output),
        },
        RecordShape.Preference => new RecordFields
        {
            System = Name(RecordField.System),
            Prompt = Name(RecordField.Prompt),
            Chosen = Name(RecordField.Chosen),
            Rejected = Name(RecordField.Rejected),
        },
        RecordShape.Completion or RecordShape.Unpaired => new RecordFields
        {
            System = Name(RecordField.System),
            Prompt = Name(RecordField.Prompt),
            Completion = Name(RecordField.Completion),
            Label = shape == RecordShape.Unpaired ? Name(RecordField.Label) : null,
        },
        _ => new RecordFields { Text = Name(RecordField.Text) },
    };

    private bool Has(RecordField field) => Value(field) is not null;

    private JsonElement? Value(RecordField field) => Name(field) is { } name ? Find(name) : null;

    // The first of a field's names under which the record has something.
    private string? Name(RecordField field) => FieldNames.Of(field, given).FirstOrDefault(name => Find(name) is not null);

    private JsonElement? Find(string path)
    {
        if (!_record.TryGetProperty(path, out var found))
        {
            found = _record;
            foreach (var name in path.Split('.'))
            {
                if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                {
                    return null;
                }
            }
        }

        return found.ValueKind is JsonValueKind.Null ? null : found;
    }

    // The member that says who speaks, in the first turn.
    private string? Speaker() => Turns(RecordField.Messages) is { } turns && turns.GetArrayLength() > 0
        ? FieldNames.OfRole(given).FirstOrDefault(name => turns[0].TryGetProperty(name, out _))
        : null;

    // A list of objects, which may stand as JSON in a string.
    private JsonElement? Turns(RecordField field)
    {
        var value = Value(field);
        if (value is { ValueKind: JsonValueKind.String } text && text.ValueEquals(""u8) is false && text.GetString()!.TrimStart().StartsWith('['))
        {
            try
            {
                value = JsonElement.Parse(text.GetString()!);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return value is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(turn => turn.ValueKind == JsonValueKind.Object) ? list : null;
    }
}
