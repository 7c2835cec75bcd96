using System.Buffers;
using System.Text;
using System.Text.Json;
using Parquet.Data;
using Parquet.Schema;
using Text2Llm.Pipeline.Records.Columns;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>A column: a value for each of its entries whose definition level is the highest.</summary>
internal sealed class LeafNode(DataField column) : ColumnNode(column.MaxDefinitionLevel)
{
    private RawColumnData? _data;
    private Action<Utf8JsonWriter, int>? _write;
    private int _entry;
    private int _value;

    /// <summary>The column in the schema.</summary>
    public DataField Column => column;

    public override LeafNode First => this;

    /// <summary>The definition level of the next entry.</summary>
    public int Definition => Level == 0 ? 0 : _data!.DefinitionLevels[_entry];

    /// <summary>Whether the next entry goes on with the list of this repetition level.</summary>
    public bool Continues(int repetition) =>
        _data!.RepetitionLevels is var levels && _entry < levels.Length && levels[_entry] == repetition;

    /// <summary>Goes to the beginning of another row group's column; owned.</summary>
    public void Load(RawColumnData data)
    {
        Clear();
        _data = data;
        _write = ValueWriters.Of(column, data);
        (_entry, _value) = (0, 0);
    }

    public void Clear()
    {
        _data?.Dispose();
        (_data, _write) = (null, null);
    }

    public override void Write(Utf8JsonWriter json)
    {
        if (Definition < Level)
        {
            json.WriteNullValue();
        }
        else
        {
            _write!(json, _value++);
        }

        _entry++;
    }

    /// <summary>Writes the next value as the name of a member.</summary>
    public void WriteName(Utf8JsonWriter json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var name = new Utf8JsonWriter(bytes, ColumnJson.WriterOptions))
        {
            Write(name);
        }

        var reader = new Utf8JsonReader(bytes.WrittenSpan);
        reader.Read();
        json.WritePropertyName(reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    public override void Skip() => _entry++;
}
