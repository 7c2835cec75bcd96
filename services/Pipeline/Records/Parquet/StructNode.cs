using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>A group of fields: an object.</summary>
internal sealed class StructNode : ColumnNode
{
    private readonly (JsonEncodedText Name, ColumnNode Node)[] _members;

    public StructNode(int level, IEnumerable<(string Name, ColumnNode Node)> members)
        : base(level)
    {
        _members = [.. members.Select(member => (JsonEncodedText.Encode(member.Name), member.Node))];
        if (_members.Length == 0)
        {
            throw new InvalidDataException("a group has no fields");
        }
    }

    public override LeafNode First => _members[0].Node.First;

    public override void Write(Utf8JsonWriter json)
    {
        if (First.Definition < Level)
        {
            Skip();
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach (var (name, node) in _members)
        {
            json.WritePropertyName(name);
            node.Write(json);
        }

        json.WriteEndObject();
    }

    public override void Skip()
    {
        foreach (var (_, node) in _members)
        {
            node.Skip();
        }
    }
}
