using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>A map: an object, whose members' names are the keys.</summary>
/// <param name="level">The definition level from which on it has an entry; one less, and it is empty.</param>
/// <param name="repetition">The repetition level of all its entries but the first.</param>
/// <param name="key">Its keys.</param>
/// <param name="value">Its values.</param>
internal sealed class MapNode(int level, int repetition, LeafNode key, ColumnNode value) : ColumnNode(level)
{
    public override LeafNode First => key;

    public override void Write(Utf8JsonWriter json)
    {
        var definition = key.Definition;
        if (definition < Level - 1)
        {
            Skip();
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        if (definition < Level)
        {
            Skip();
        }
        else
        {
            do
            {
                key.WriteName(json);
                value.Write(json);
            }
            while (key.Continues(repetition));
        }

        json.WriteEndObject();
    }

    public override void Skip()
    {
        key.Skip();
        value.Skip();
    }
}
