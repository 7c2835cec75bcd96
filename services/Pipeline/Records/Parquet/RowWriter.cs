using System.Buffers;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Text2Llm.Pipeline.Records.Columns;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>Puts the rows of a row group together from its columns, each as a JSON object.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly Utf8JsonWriter _json;
    private readonly ColumnNode _root;
    private readonly List<LeafNode> _leaves = [];

    public RowWriter(ParquetSchema schema)
    {
        _json = new Utf8JsonWriter(_row, ColumnJson.WriterOptions);
        _root = new StructNode(0, schema.Fields.Select(Named));
    }

    /// <summary>The row that was written last, valid until the next is.</summary>
    public ReadOnlyMemory<byte> Row => _row.WrittenMemory;

    /// <summary>Reads the columns of a row group.</summary>
    /// <exception cref="SourceProblemException">A column cannot be read; it is named.</exception>
    public async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        foreach (var leaf in _leaves)
        {
            try
            {
                leaf.Load(await group.ReadRawColumnDataBaseAsync(leaf.Column, cancellationToken).ConfigureAwait(false));
            }
            catch (ArgumentOutOfRangeException) when (leaf.MayBeLeftOut)
            {
                leaf.Clear();
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or SourceProblemException))
            {
                throw new SourceProblemException(
                    RejectReasons.CorruptParquet, $"the column {leaf.Column.Path} cannot be read: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Writes the next row.</summary>
    public void WriteRow()
    {
        _row.ResetWrittenCount();
        _json.Reset(_row);
        _root.Write(_json);
        _json.Flush();
    }

    public void Dispose()
    {
        Clear();
        _json.Dispose();
    }

    /// <summary>Gives the columns' memory back.</summary>
    public void Clear() => _leaves.ForEach(leaf => leaf.Clear());

    private (string Name, ColumnNode Node) Named(Field field) => (field.Name, Node(field));

    private ColumnNode Node(Field field) => field switch
    {
        ListField list => new ListNode(list.MaxDefinitionLevel, list.MaxRepetitionLevel, Node(list.Item)),
        MapField map => new MapNode(map.MaxDefinitionLevel, map.MaxRepetitionLevel, Leaf(map.Key), Node(map.Value)),
        StructField group => new StructNode(group.MaxDefinitionLevel, group.Fields.Select(Named)),
        DataField { IsArray: true } array => new ListNode(array.MaxDefinitionLevel, array.MaxRepetitionLevel, Leaf(array)),
        _ => Leaf(field),
    };

    private LeafNode Leaf(Field field)
    {
        var leaf = new LeafNode(field as DataField ?? throw new InvalidDataException($"the field {field.Path} is neither a value nor a group"));
        _leaves.Add(leaf);
        return leaf;
    }
}
