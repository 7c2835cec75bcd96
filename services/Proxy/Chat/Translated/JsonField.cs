using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>A value of a caller's JSON, with the path that names it in an error, for instance <c>messages[2].content[0].type</c>.</summary>
/// <param name="Path">The path.</param>
/// <param name="Value">The value.</param>
internal readonly record struct JsonField(string Path, JsonElement Value)
{
    /// <summary>Whether it says nothing.</summary>
    public bool IsNull => Value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>Whether it is an array of nothing.</summary>
    public bool IsEmptyArray => Value.ValueKind == JsonValueKind.Array && Value.GetArrayLength() == 0;

    /// <summary>Whether it is a string.</summary>
    public bool IsString => Value.ValueKind == JsonValueKind.String;

    /// <summary>The fields of an object that say something, each name once: of two, nobody knows which one is meant.</summary>
    public IEnumerable<(string Name, JsonField Field)> Fields()
    {
        Expect(JsonValueKind.Object, "an object");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var property in Value.EnumerateObject())
        {
            var field = new JsonField(Path.Length == 0 ? property.Name : $"{Path}.{property.Name}", property.Value);
            if (!names.Add(property.Name))
            {
                throw field.Wrong("is there twice");
            }

            if (!field.IsNull)
            {
                yield return (property.Name, field);
            }
        }
    }

    /// <summary>The same by name.</summary>
    public IReadOnlyDictionary<string, JsonField> FieldsByName() =>
        Fields().ToDictionary(field => field.Name, field => field.Field, StringComparer.Ordinal);

    /// <summary>The items of an array.</summary>
    public IEnumerable<JsonField> Items()
    {
        Expect(JsonValueKind.Array, "an array");
        var index = 0;
        foreach (var item in Value.EnumerateArray())
        {
            yield return new JsonField($"{Path}[{index++}]", item);
        }
    }

    /// <summary>A string.</summary>
    public string Text()
    {
        Expect(JsonValueKind.String, "a string");
        return Value.GetString()!;
    }

    /// <summary>True or false.</summary>
    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("must be true or false"),
    };

    /// <summary>A number.</summary>
    public double Number() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number)
        ? number
        : throw Wrong("must be a number");

    /// <summary>A whole number, at least 1.</summary>
    public int Count() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var count) && count > 0
        ? count
        : throw Wrong($"must be a whole number from 1 to {int.MaxValue}");

    /// <summary>A whole number.</summary>
    public long Whole() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number)
        ? number
        : throw Wrong("must be a whole number");

    /// <summary>An object, as its JSON.</summary>
    public string Json()
    {
        Expect(JsonValueKind.Object, "an object");
        return Value.GetRawText();
    }

    /// <summary>The error that says what is wrong here.</summary>
    public CallException Wrong(string what) => new(Path.Length == 0
        ? CallError.Invalid($"The body {what}.")
        : CallError.Invalid($"{Path} {what}.") with { Parameter = Path });

    private void Expect(JsonValueKind kind, string name)
    {
        if (Value.ValueKind != kind)
        {
            throw Wrong($"must be {name}");
        }
    }
}
