using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>Binds YAML to immutable records by their properties and validation attributes, going on after a mistake.</summary>
internal sealed class RecordBinder(MistakeList mistakes)
{
    /// <summary>The value that a node stands for, or null when it is absent (YAML's null) or wrong; the mistakes then say so.</summary>
    public object? Bind(YamlNode node, Type type, string path)
    {
        mistakes.Place(path, node.Line, node.Column);
        if (node is YamlScalar { IsNull: true } && path.Length > 0)
        {
            return null;
        }

        if (node is YamlAlias && path.Length > 0)
        {
            mistakes.Refuse(path);
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarBinder.Takes(type))
        {
            return BindScalar(node, type, path);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return BindList(node, type.GenericTypeArguments[0], path);
        }

        return type == typeof(IReadOnlyDictionary<string, string>) ? BindDictionary(node, path) : BindRecord(node, type, path);
    }

    /// <summary>A property's name as a job file writes it.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private object? BindScalar(YamlNode node, Type type, string path)
    {
        if (node is not YamlScalar scalar)
        {
            mistakes.Add(path, $"is {Describe(node)}; {ScalarBinder.Hint(type)}");
            return null;
        }

        var (value, mistake) = ScalarBinder.Bind(scalar, type, path[(path.LastIndexOf('.') + 1)..]);
        if (mistake is not null)
        {
            mistakes.Add(path, mistake);
        }

        return value;
    }

    private IList? BindList(YamlNode node, Type itemType, string path)
    {
        if (node is not YamlList list)
        {
            mistakes.Add(path, $"is {Describe(node)}; write a list");
            return null;
        }

        var bound = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Bind(list.Items[i], itemType, $"{path}[{i}]") is { } item)
            {
                bound.Add(item);
            }
            else if (!mistakes.AnyAt($"{path}[{i}]"))
            {
                mistakes.Add($"{path}[{i}]", "is empty");
            }
        }

        return bound;
    }

    private Dictionary<string, string>? BindDictionary(YamlNode node, string path)
    {
        if (node is not YamlMap map)
        {
            mistakes.Add(path, $"is {Describe(node)}; write names with values");
            return null;
        }

        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            bound[key.Value] = Bind(value, typeof(string), $"{path}.{key.Value}") as string ?? "";
        }

        return bound;
    }

    private object? BindRecord(YamlNode node, Type type, string path)
    {
        if (node is not YamlMap map)
        {
            mistakes.Add(path, $"is {Describe(node)}; write its fields, of which there are {string.Join(", ", Properties(type).Keys)}");
            return path.Length == 0 ? Activator.CreateInstance(type) : null;
        }

        var properties = Properties(type);
        var record = Activator.CreateInstance(type)!;
        foreach (var (key, value) in map.Entries)
        {
            if (properties.TryGetValue(key.Value, out var property))
            {
                BindProperty(record, property, value, Join(path, key.Value));
            }
            else if (type.GetCustomAttribute<ServerWritesAttribute>()?.Names.Contains(key.Value) != true)
            {
                RefuseField(type, key, Join(path, key.Value));
            }
        }

        foreach (var (name, property) in properties)
        {
            if (property.IsDefined(typeof(RequiredAttribute))
                && !map.Entries.Any(entry => entry.Key.Value == name && entry.Value is not YamlScalar { IsNull: true }))
            {
                var hint = Rules(property).Select(Hint).FirstOrDefault() ?? ScalarBinder.Hint(property.PropertyType);
                mistakes.Add(map.Line, map.Column, Join(path, name), $"is missing; {hint}");
            }
        }

        return record;
    }

    private void BindProperty(object record, PropertyInfo property, YamlNode node, string path)
    {
        if (Bind(node, property.PropertyType, path) is not { } value)
        {
            return;
        }

        property.SetValue(record, value);
        foreach (var rule in Rules(property))
        {
            if (!mistakes.AnyAt(path) && !Allows(rule, value))
            {
                mistakes.Add(path, $"{(node is YamlScalar scalar ? $"'{scalar.Value}'" : "this")} will not do; {Hint(rule)}");
            }
        }
    }

    private void RefuseField(Type type, YamlScalar key, string path)
    {
        var later = type.GetCustomAttribute<LaterAttribute>()?.Names ?? [];
        var known = Properties(type).Keys;
        var message = later.Contains(key.Value)
            ? $"not supported by this version; the fields here are {string.Join(", ", known)}"
            : NearestName.Find(key.Value, known) is { } nearest
                ? $"unknown field; did you mean '{nearest}'?"
                : $"unknown field; the fields here are {string.Join(", ", known)}";
        mistakes.Add(key.Line, key.Column, path, message);
    }

    // To the library an empty text is an absent one, which any pattern allows.
    private static bool Allows(ValidationAttribute rule, object value) =>
        rule.IsValid(value) && !(rule is RegularExpressionAttribute && $"{value}".Length == 0);

    // All but the rule that a value is there, of which BindRecord takes care.
    private static IEnumerable<ValidationAttribute> Rules(PropertyInfo property) =>
        property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not RequiredAttribute);

    private static string Hint(ValidationAttribute rule) => rule switch
    {
        AllowedValuesAttribute allowed => $"use {string.Join(" or ", allowed.Values)}",
        { ErrorMessage: { } message } => message,
        RangeAttribute { Maximum: int.MaxValue or >= (double)long.MaxValue } range => $"use {range.Minimum} or more",
        RangeAttribute range => $"use {range.Minimum} to {range.Maximum}",
        _ => throw new InvalidOperationException($"{rule.GetType().Name} has no message for a job file."),
    };

    public static Dictionary<string, PropertyInfo> Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.CanWrite)
        .ToDictionary(NameOf, StringComparer.Ordinal);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Describe(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlMap => "a group of fields",
        YamlAlias => "an alias",
        _ => $"'{((YamlScalar)node).Value}'",
    };
}
