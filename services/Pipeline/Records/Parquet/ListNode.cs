using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>A list: an array.</summary>
/// <param name="level">The definition level from which on it has an element; one less, and it is empty.</param>
/// <param name="repetition">The repetition level of all its elements but the first.</param>
/// <param name="item">Its elements.</param>
internal sealed class ListNode(int level, int repetition, ColumnNode item) : ColumnNode(level)
{
    public override LeafNode First => item.First;

    public override void Write(Utf8JsonWriter json)
    {
        var definition = First.Definition;
        if (definition < Level - 1)
        {
            Skip();
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        if (definition < Level)
        {
            Skip();
        }
        else
        {
            do
            {
                item.Write(json);
            }
            while (First.Continues(repetition));
        }

        json.WriteEndArray();
    }

    public override void Skip() => item.Skip();
}
