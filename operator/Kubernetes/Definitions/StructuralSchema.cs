using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Text2Llm.Kubernetes.Definitions;

/// <summary>
/// The structural schema of a C# type: its properties by their JSON names, with the compiler's documentation, the annotations that check them,
/// and their defaults (<see cref="DefaultValueAttribute"/>). Unsigned numbers and fractions have no place in a resource.
/// </summary>
internal sealed class StructuralSchema(TypeDescriptions descriptions, bool withRules)
{
    /// <summary>The schema of a type.</summary>
    /// <exception cref="NotSupportedException">A property is of a type that a resource cannot have.</exception>
    public JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => new() { ["type"] = "string" },
            _ when type == typeof(bool) => new() { ["type"] = "boolean" },
            _ when type == typeof(int) => new() { ["type"] = "integer", ["format"] = "int32" },
            _ when type == typeof(long) => new() { ["type"] = "integer", ["format"] = "int64" },
            _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
            { IsEnum: true } => new() { ["type"] = "string", ["enum"] = Strings(NamesOf(type).Select(name => name.Key)) },
            _ when IsGeneric(type, typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>)) =>
                new() { ["type"] = "object", ["additionalProperties"] = Of(type.GenericTypeArguments[1]) },
            _ when type.GenericTypeArguments is [var item] && item == typeof(V1Condition) => OfConditions(),
            _ when IsGeneric(type, typeof(IReadOnlyList<>), typeof(IList<>)) => new() { ["type"] = "array", ["items"] = Of(type.GenericTypeArguments[0]) },
            { IsPrimitive: true } or { IsGenericType: true } => throw new NotSupportedException($"A resource can have no {type}."),
            _ => OfObject(type),
        };
    }

    private JsonObject OfObject(Type type)
    {
        var (properties, required) = (new JsonObject(), new List<string>());
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
        {
            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            properties[name] = OfProperty(property);
            if (property.IsDefined(typeof(RequiredAttribute)))
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, descriptions.Of(type));
        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = Strings(required);
        }

        AddRules(schema, type);
        return schema;
    }

    private JsonObject OfProperty(PropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        var text = descriptions.Of(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Describe(schema, !type.IsEnum ? text : string.Join(
            '\n', [text, .. NamesOf(type).Select(name => $"{name.Key}: {descriptions.Of(name.Value)}")]));
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            Add(schema, rule);
        }

        if (property.GetCustomAttribute<DefaultValueAttribute>() is { Value: { } value })
        {
            schema["default"] = type.IsEnum
                ? NamesOf(type).Single(name => name.Value.GetValue(null)!.Equals(value)).Key
                : JsonSerializer.SerializeToNode(value);
        }

        AddRules(schema, property);
        return schema;
    }

    private static void Add(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case AllowedValuesAttribute allowed:
                schema["enum"] = Strings(allowed.Values.OfType<string>());
                break;
            case RangeAttribute range:
                schema["minimum"] = Convert.ToInt64(range.Minimum, null);
                if (Convert.ToInt64(range.Maximum, null) is var most and < long.MaxValue)
                {
                    schema["maximum"] = most;
                }

                break;
            case RegularExpressionAttribute expression:
                schema["pattern"] = $"^({expression.Pattern})$";
                break;
            case StringLengthAttribute length:
                schema["minLength"] = length.MinimumLength;
                schema["maxLength"] = length.MaximumLength;
                break;
            case MinLengthAttribute length:
                schema["minItems"] = length.Length;
                break;
            case MaxLengthAttribute length:
                schema["maxItems"] = length.Length;
                break;
            case DataTypeAttribute { DataType: DataType.DateTime }:
                schema["format"] = "date-time";
                break;
        }
    }

    private void AddRules(JsonObject schema, MemberInfo member)
    {
        var rules = member.GetCustomAttributes<ValidationRuleAttribute>().ToList();
        if (withRules && rules.Count > 0)
        {
            schema["x-kubernetes-validations"] = new JsonArray(
                [.. rules.Select(rule => new JsonObject { ["rule"] = rule.Rule, ["message"] = rule.Message })]);
        }
    }

    /// <summary>The conditions of every resource: a list that is a map by their types.</summary>
    private static JsonObject OfConditions()
    {
        JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
        var time = Text("Since when it has this status.");
        time["format"] = "date-time";
        var status = Text("Whether it holds.");
        status["enum"] = Strings(["True", "False", "Unknown"]);
        return new()
        {
            ["type"] = "array",
            ["x-kubernetes-list-type"] = "map",
            ["x-kubernetes-list-map-keys"] = Strings(["type"]),
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Strings(["type", "status", "reason", "message", "lastTransitionTime"]),
                ["properties"] = new JsonObject
                {
                    ["type"] = Text("What it is about."),
                    ["status"] = status,
                    ["reason"] = Text("Why, as a word for programs."),
                    ["message"] = Text("Why, for people."),
                    ["lastTransitionTime"] = time,
                    ["observedGeneration"] = new JsonObject
                    {
                        ["type"] = "integer",
                        ["format"] = "int64",
                        ["description"] = "The generation that it is about.",
                    },
                },
            },
        };
    }

    private static IEnumerable<KeyValuePair<string, FieldInfo>> NamesOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => KeyValuePair.Create(field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name, field));

    private static bool IsGeneric(Type type, params ReadOnlySpan<Type> definitions) =>
        type.IsGenericType && definitions.Contains(type.GetGenericTypeDefinition());

    private static void Describe(JsonObject schema, string? text)
    {
        if (text is not null)
        {
            schema["description"] = text;
        }
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
