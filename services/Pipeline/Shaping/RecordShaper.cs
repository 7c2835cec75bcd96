using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>Makes rows of records. One thread's: it makes each row in the place of the last.</summary>
internal sealed class RecordShaper(OutputSchema schema)
{
    private readonly OutputValue[] _row = new OutputValue[schema.Columns.Count];
    private readonly List<OutputTurn>[] _turns = [.. schema.Columns.Select(_ => new List<OutputTurn>())];
    private readonly List<RecordPart> _parts = [];
    private string? _tools;
    private string? _kept;
    private (string? Name, RecordText? Text) _source;

    /// <summary>How many rows a record becomes: a pair of answers becomes two where each answer has a row of its own.</summary>
    public int RowsOf(DatasetRecord record) => schema.Shape == RecordShape.Unpaired && record.Label is null ? 2 : 1;

    /// <summary>One of a record's rows: its values by the schema's columns, valid until the next.</summary>
    /// <param name="record">The record, of a kind that fits the schema.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="number">Which row, counted from 0. Of two the first has the chosen answer.</param>
    public ReadOnlySpan<OutputValue> Row(DatasetRecord record, in RowOrigin origin, int number)
    {
        Divide(record.Extra);
        var answer = number == 0 ? PartKind.Chosen : PartKind.Rejected;
        for (var i = 0; i < _row.Length; i++)
        {
            _row[i] = schema.Columns[i].Name switch
            {
                "text" => new OutputValue(Text(record)),
                "messages" or "conversations" => Whole(i, record),
                "instruction" => new OutputValue(First(record, PartKind.Instruction) ?? First(record, PartKind.Prompt) ?? ""),
                "input" => new OutputValue(First(record, PartKind.Input) ?? ""),
                "output" => new OutputValue(First(record, PartKind.Output) ?? First(record, PartKind.Completion) ?? ""),
                "system" => new OutputValue(First(record, PartKind.System)),
                "prompt" => Prompt(i, record),
                "completion" or "chosen" => Answer(i, record, answer),
                "rejected" => Answer(i, record, PartKind.Rejected),
                "label" => new OutputValue(null, Number: record.Label ?? number == 0 ? 1 : 0),
                "tools" => new OutputValue(_tools),
                "extra" => new OutputValue(_kept),
                "id" => new OutputValue(Id(origin.Hash)),
                "source" => new OutputValue(Source(origin.Source)),
                _ => new OutputValue(null, Number: origin.Row),
            };
        }

        return _row;
    }

    private static RecordText Id(UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        var digits = new byte[32];
        Convert.TryToHexStringLower(bytes, digits, out _);
        return new RecordText(digits);
    }

    // Most rows come from where the row before came from.
    private RecordText Source(string name)
    {
        if (!ReferenceEquals(name, _source.Name))
        {
            _source = (name, name);
        }

        return _source.Text!;
    }

    private static RecordText? First(DatasetRecord record, PartKind kind)
    {
        foreach (var part in record.Parts)
        {
            if (part.Kind == kind)
            {
                return part.Value;
            }
        }

        return null;
    }

    private static RecordText Text(DatasetRecord record) => record.Kind switch
    {
        RecordKind.Messages => TurnShaper.Render(record.Parts),
        RecordKind.Completion when record.Parts[^1].Role == ChatRole.None =>
            string.Concat(record.Parts.Select(part => part.Kind == PartKind.System ? $"{part.Text}\n\n" : part.Text)),
        RecordKind.Completion => TurnShaper.Render(record.Parts),
        _ => record.Whole,
    };

    private OutputValue Whole(int column, DatasetRecord record)
    {
        _parts.Clear();
        TurnView.AddPrompt(record, _parts);
        TurnView.AddAnswer(record, PartKind.Chosen, _parts);
        return Turns(column);
    }

    private OutputValue Prompt(int column, DatasetRecord record)
    {
        _parts.Clear();
        TurnView.AddPrompt(record, _parts);
        return schema.Columns[column].Type == ColumnType.Turns ? Turns(column) : Joined();
    }

    private OutputValue Answer(int column, DatasetRecord record, PartKind preferred)
    {
        _parts.Clear();
        TurnView.AddAnswer(record, preferred, _parts);
        return schema.Columns[column].Type == ColumnType.Turns ? Turns(column) : Joined();
    }

    private OutputValue Turns(int column)
    {
        TurnShaper.Shape(_parts, schema.Shape, _turns[column]);
        return new OutputValue(null, _turns[column]);
    }

    private OutputValue Joined() => new(_parts.Count == 1 ? _parts[0].Value : string.Join("\n\n", _parts.Select(part => part.Text)));

    // Whether the tools were given as JSON in a string, as ShareGPT and tables have them.
    private static bool IsJson(string text)
    {
        try
        {
            JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Tools have a column of their own where there are turns; the others stay together. Mapping puts the tools first.
    private void Divide(string? extra)
    {
        (_tools, _kept) = (null, extra);
        if (extra is null || !extra.StartsWith("{\"tools\":", StringComparison.Ordinal) || !schema.Columns.Any(column => column.Name == "tools"))
        {
            return;
        }

        var json = Encoding.UTF8.GetBytes(extra);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 20_000 });
        reader.Read();
        reader.Read();
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        _tools = text is not null && IsJson(text) ? text : Encoding.UTF8.GetString(json.AsSpan(start..end));
        reader.Read();
        _kept = reader.TokenType == JsonTokenType.EndObject ? null : $"{{{Encoding.UTF8.GetString(json.AsSpan((int)reader.TokenStartIndex))}";
    }
}
