using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>
/// A field of a schema, which writes its next value. Values are told by their levels: the definition level says how many of the optional and
/// repeated fields around a value are there, the repetition level which list a value goes on.
/// </summary>
/// <param name="level">The definition level from which on the field is there.</param>
internal abstract class ColumnNode(int level)
{
    /// <summary>The definition level from which on the field is there.</summary>
    protected int Level => level;

    /// <summary>The column that tells whether the field is there: its own, or the first beneath it.</summary>
    public abstract LeafNode First { get; }

    /// <summary>Writes the next value, which may be null.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Passes over the next value, which is not there.</summary>
    public abstract void Skip();
}
