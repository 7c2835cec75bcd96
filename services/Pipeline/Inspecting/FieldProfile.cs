using System.Text.Json;
using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>What the values of one field are, over the records of a sample.</summary>
/// <param name="name">The field's name: a path into nested objects, with <c>[]</c> behind a list whose items have the field.</param>
internal sealed class FieldProfile(string name)
{
    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <summary>How often it has a value of which type: text, number, boolean, list, object. Nulls are none.</summary>
    public SortedDictionary<string, long> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>How long its texts are, in characters, and its lists, in items.</summary>
    public Histogram Lengths { get; } = new();

    /// <summary>How many values there are.</summary>
    public long Values => Types.Values.Sum();

    public void Add(JsonElement value)
    {
        var type = value.ValueKind switch
        {
            JsonValueKind.String => "text",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "list",
            JsonValueKind.Object => "object",
            _ => null,
        };
        if (type is null)
        {
            return;
        }

        Types[type] = Types.GetValueOrDefault(type) + 1;
        if (value.ValueKind == JsonValueKind.String)
        {
            Lengths.Add(TextMeasure.Characters(value.GetString()));
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            Lengths.Add(value.GetArrayLength());
        }
    }
}
