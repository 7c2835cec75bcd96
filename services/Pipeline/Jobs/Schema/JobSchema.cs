using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Jobs.Reading;

namespace Text2Llm.Pipeline.Jobs.Schema;

/// <summary>
/// The JSON Schema (2020-12) of a job file, made of the very types and attributes by which job files are read. It has no references, so that
/// a part of it can be taken as it stands. What several fields say together, and whether files are there, is for <c>validate</c> to tell.
/// </summary>
public sealed class JobSchema
{
    private readonly JobDocumentation _documentation;

    private JobSchema(JobDocumentation documentation) => _documentation = documentation;

    /// <summary>Makes the schema.</summary>
    /// <param name="documentation">What the fields are described by.</param>
    public static JsonObject Create(JobDocumentation documentation)
    {
        ArgumentNullException.ThrowIfNull(documentation);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = nameof(DatasetJob),
        };
        foreach (var (name, value) in new JobSchema(documentation).OfRecord(typeof(DatasetJob)))
        {
            schema[name] = value?.DeepClone();
        }

        return schema;
    }

    private JsonObject OfType(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer" },
            _ when type == typeof(long) => new JsonObject { ["type"] = "integer" },
            _ when type == typeof(double) => new JsonObject { ["type"] = new JsonArray("string", "number") },
            _ when type == typeof(Quantity) => new JsonObject { ["type"] = new JsonArray("string", "number"), ["minimum"] = 0 },
            _ when type == typeof(ByteSize) => new JsonObject
            {
                ["type"] = new JsonArray("string", "integer"),
                ["pattern"] = "^[0-9]+([KMGT]i|[kMGT])?$",
                ["minimum"] = 0,
            },
            { IsEnum: true } => new JsonObject { ["type"] = "string", ["enum"] = Strings(ScalarBinder.NamesOf(type).Keys) },
            _ when type == typeof(IReadOnlyDictionary<string, string>) => new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            },
            { IsGenericType: true } => new JsonObject { ["type"] = "array", ["items"] = OfType(type.GenericTypeArguments[0]) },
            _ => OfRecord(type),
        };
    }

    private JsonObject OfRecord(Type type)
    {
        var (properties, required) = (new JsonObject(), new List<string>());
        var defaults = Activator.CreateInstance(type);
        foreach (var (name, property) in RecordBinder.Properties(type))
        {
            properties[name] = OfProperty(property, defaults);
            if (property.IsDefined(typeof(RequiredAttribute)))
            {
                required.Add(name);
            }
        }

        // What a cluster writes is taken whatever it is.
        foreach (var name in type.GetCustomAttribute<ServerWritesAttribute>()?.Names ?? [])
        {
            properties[name] = new JsonObject { ["description"] = "Written by a cluster; without effect." };
        }

        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, _documentation.Of(type));
        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = Strings(required);
        }

        schema["additionalProperties"] = false;
        AddChoice(schema, type);
        return schema;
    }

    private JsonObject OfProperty(PropertyInfo property, object? defaults)
    {
        var schema = OfType(property.PropertyType);
        Describe(schema, DescriptionOf(property));
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            AddRule(schema, rule);
        }

        if (property.IsDefined(typeof(RequiredAttribute)))
        {
            return schema;
        }

        if (DefaultOf(property.GetValue(defaults)) is { } value)
        {
            schema["default"] = value;
        }

        AllowNull(schema);
        return schema;
    }

    // To a job file as to a cluster's API, a field that is null is one that is left out.
    private static void AllowNull(JsonObject schema)
    {
        schema["type"] = schema["type"] is JsonArray types
            ? new JsonArray([.. types.Select(type => type!.DeepClone()), "null"])
            : new JsonArray($"{schema["type"]}", "null");
        (schema["enum"] as JsonArray)?.Add((JsonNode?)null);
    }

    // With what each of an enumeration's values means.
    private string? DescriptionOf(PropertyInfo property)
    {
        var summary = _documentation.Of(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return !type.IsEnum ? summary : string.Join('\n',
        [
            summary,
            .. ScalarBinder.NamesOf(type).Select(value => $"{value.Key}: {_documentation.Of(type.GetField($"{value.Value}")!)}"),
        ]);
    }

    private static void AddRule(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case AllowedValuesAttribute allowed:
                schema["enum"] = Strings(allowed.Values.OfType<string>());
                break;
            case RangeAttribute range:
                schema["minimum"] = DefaultOf(range.Minimum);
                // The attribute keeps the largest long as a fraction; a bound of that size is none.
                if (range.Maximum is not >= (double)long.MaxValue)
                {
                    schema["maximum"] = DefaultOf(range.Maximum);
                }

                if (range.Maximum is double max && schema["type"] is JsonArray)
                {
                    schema["pattern"] = DecimalText.PatternUpTo(max);
                }

                break;
            case RegularExpressionAttribute expression:
                schema["pattern"] = $"^(?:{expression.Pattern})$";
                break;
            case StringLengthAttribute length:
                schema["minLength"] = length.MinimumLength;
                schema["maxLength"] = length.MaximumLength;
                break;
            case MinLengthAttribute length:
                schema["minItems"] = length.Length;
                break;
        }
    }

    // The choices of exactly one field, which a schema can tell too.
    private static void AddChoice(JsonObject schema, Type type)
    {
        if (type == typeof(FilterSpec))
        {
            schema["oneOf"] = OneOf([.. RecordBinder.Properties(type).Keys]);
        }
        else if (type == typeof(SourceSpec))
        {
            schema["oneOf"] = OneOf("uri", "uris");
        }
    }

    private static JsonArray OneOf(params IReadOnlyList<string> names) => [.. names.Select(name => new JsonObject
    {
        ["required"] = new JsonArray(name),
        ["properties"] = new JsonObject { [name] = new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } } },
    })];

    private static JsonValue? DefaultOf(object? value) => value switch
    {
        string text => text.Length > 0 ? JsonValue.Create(text) : null,
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        ByteSize size => JsonValue.Create(size.ToString()),
        Enum choice => JsonValue.Create(ScalarBinder.NamesOf(choice.GetType()).Single(name => name.Value.Equals(choice)).Key),
        _ => null,
    };

    private static void Describe(JsonObject schema, string? text)
    {
        if (text is not null)
        {
            schema["description"] = text;
        }
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
