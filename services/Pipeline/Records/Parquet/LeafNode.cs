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
    public int Definition => Level == 0 || _data is null ? 0 : _data.DefinitionLevels[_entry];

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

    /// <summary>
    /// Whether it may be null throughout a row group: it stands in no list and no group, and has times, of which the library reads none of a
    /// column with one beyond the years 1 to 9999, such as infinity.
    /// </summary>
    public bool MayBeLeftOut => column.Path.Length == 1 && column.MaxRepetitionLevel == 0
        && (column.ClrType == typeof(DateTime) || column.ClrType == typeof(DateOnly));

    public void Clear()
    {
        _data?.Dispose();
        (_data, _write) = (null, null);
    }

    public override void Write(Utf8JsonWriter json)
    {
        if (_data is null || Definition < Level)
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
    public void WriteName(Utf8JsonWriter json) => json.WritePropertyName(ColumnJson.NameOf(Write));

    public override void Skip() => _entry++;
}
