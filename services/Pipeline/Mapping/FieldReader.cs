using System.Text.Json;
using System.Text.Unicode;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>
/// Takes the wanted fields out of a JSON object, in one pass over its bytes that checks all of them. One thread's: it keeps what it has read
/// until the next object.
/// </summary>
internal sealed class FieldReader
{
    // The reader does not recurse: depth costs it a bit each.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    private readonly FieldNode _root = new("");
    private readonly IReadOnlyList<WantedField> _fields;
    private readonly FieldValue[] _values;
    private byte[]? _texts;
    private int _textsLength;
    private int _twice;

    public FieldReader(IReadOnlyList<WantedField> fields)
    {
        _fields = fields;
        _values = new FieldValue[fields.Count];
        for (var slot = 0; slot < fields.Count; slot++)
        {
            _root.Add(fields[slot].Name, slot);
        }
    }

    /// <summary>What the object has in a field, by the field's place in the list of those wanted.</summary>
    public FieldValue this[int slot] => _values[slot];

    /// <summary>Forgets the last object.</summary>
    public void Clear()
    {
        Array.Clear(_values);
        (_texts, _textsLength) = (null, 0);
    }

    /// <summary>Reads an object to its end, whatever is found on the way: only then is it known to be JSON.</summary>
    /// <returns>Why the record cannot be taken, or null.</returns>
    public Rejection? Read(ReadOnlySpan<byte> json)
    {
        Clear();
        _twice = -1;
        if (!Utf8.IsValid(json))
        {
            return TextDecoder.Decode(row: 1, json).Rejection;
        }

        if (TryReadFast(json))
        {
            return null;
        }

        Clear();
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var first = reader.TokenType;
            if (first == JsonTokenType.StartObject)
            {
                Walk(ref reader, _root);
            }

            while (reader.Read())
            {
            }

            return first != JsonTokenType.StartObject
                ? new Rejection(RejectReasons.WrongType, $"the record is {JsonNames.Of(first)}, not an object")
                : _twice >= 0
                    ? new Rejection(RejectReasons.DuplicateField, $"the field '{_fields[_twice].Name}' is there twice")
                    : null;
        }
        catch (JsonException exception)
        {
            return JsonNames.Malformed(exception, json);
        }
        catch (InvalidOperationException)
        {
            return new Rejection(RejectReasons.LoneSurrogate, "an escape stands for half of a surrogate pair");
        }
    }

    // The usual object, quickly. Whatever is wrong or rare in it makes this give up, and the runtime's reader looks at it from the beginning.
    private bool TryReadFast(ReadOnlySpan<byte> json)
    {
        var at = Space(json, 0);
        if (at == json.Length || json[at] != '{')
        {
            return false;
        }

        do
        {
            at = Space(json, at + 1);
            if (at == json.Length || json[at] != '"' || JsonStrings.End(json, at + 1, out var escaped) is var end && (end < 0 || escaped))
            {
                return false;
            }

            var found = _root.Find(json[(at + 1)..(end - 1)]);
            at = Space(json, end);
            if (at == json.Length || json[at] != ':')
            {
                return false;
            }

            at = Space(json, at + 1);
            at = at < json.Length ? ReadValue(json, at, found) : -1;
            if (at < 0)
            {
                return false;
            }

            at = Space(json, at);
        }
        while (at < json.Length && json[at] == ',');

        return at < json.Length && json[at] == '}' && Space(json, at + 1) == json.Length;
    }

    // The position behind the value, or -1.
    private int ReadValue(ReadOnlySpan<byte> json, int at, FieldNode? found)
    {
        var slot = found?.Slot ?? -1;
        if (slot >= 0 && _values[slot].Type != JsonTokenType.None)
        {
            return -1;
        }

        if (json[at] == '"')
        {
            RecordText? text = null;
            var end = slot >= 0 && _fields[slot].IsDecoded ? ReadText(json, at + 1, out text) : JsonStrings.End(json, at + 1, out _);
            if (end >= 0 && slot >= 0)
            {
                _values[slot] = new FieldValue(JsonTokenType.String, text, at, end - at);
            }

            return end;
        }

        // Anything else is short, or rare.
        var reader = new Utf8JsonReader(json[at..], isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            if (!reader.Read() || (reader.TokenType == JsonTokenType.StartObject && found is { HasChildren: true }))
            {
                return -1;
            }

            var type = reader.TokenType;
            if (!reader.TrySkip())
            {
                return -1;
            }

            if (slot >= 0)
            {
                _values[slot] = new FieldValue(type, null, at, (int)reader.BytesConsumed);
            }

            return at + (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    // All texts of a record stand in one array, which it owns: none is longer than what is left of the record's JSON where the first begins.
    private int ReadText(ReadOnlySpan<byte> json, int at, out RecordText? text)
    {
        _texts ??= GC.AllocateUninitializedArray<byte>(json.Length - at + JsonStrings.Spare);
        var end = JsonStrings.Read(json, at, _texts.AsSpan(_textsLength), out var length);
        text = end < 0 ? null : new RecordText(_texts.AsMemory(_textsLength, length));
        _textsLength += end < 0 ? 0 : length;
        return end;
    }

    private static int Space(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            at++;
        }

        return at;
    }

    // From an object's beginning to its end. As deep as the paths of the wanted fields, which the job bounds.
    private void Walk(ref Utf8JsonReader reader, FieldNode node)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = node.Find(reader);
            reader.Read();
            if (found is null)
            {
                reader.Skip();
                continue;
            }

            var (type, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            var text = found.Slot >= 0 && type == JsonTokenType.String && _fields[found.Slot].IsDecoded ? reader.GetString() : null;
            if (type == JsonTokenType.StartObject && found.HasChildren)
            {
                Walk(ref reader, found);
            }
            else
            {
                reader.Skip();
            }

            if (found.Slot >= 0)
            {
                _twice = _twice < 0 && _values[found.Slot].Type != JsonTokenType.None ? found.Slot : _twice;
                _values[found.Slot] = new FieldValue(type, text, start, (int)reader.BytesConsumed - start);
            }
        }
    }
}
