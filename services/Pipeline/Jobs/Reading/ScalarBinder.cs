using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>
/// Binds single values by YAML's core schema: quotes make a text, their absence may make a number, a boolean or null. A value that
/// the API server would take otherwise is a mistake here too.
/// </summary>
internal static partial class ScalarBinder
{
    public static bool Takes(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double)
        || type.IsEnum || IsParsable(type);

    public static (object? Value, string? Mistake) Bind(YamlScalar scalar, Type type, string name) => type switch
    {
        _ when type == typeof(string) => Text(scalar),
        _ when type.IsEnum => Choice(scalar, type, name),
        _ when type == typeof(bool) => Boolean(scalar),
        _ when type == typeof(int) => Integer(scalar, int.MaxValue) is { } number ? ((int)number, null) : Wrong(scalar, type),
        _ when type == typeof(long) => Integer(scalar, long.MaxValue) is { } number ? (number, null) : Wrong(scalar, type),
        _ when type == typeof(double) => Number(scalar),
        _ => Parsed(scalar, type),
    };

    /// <summary>What would be right for a type.</summary>
    public static string Hint(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type.IsEnum => $"use one of {string.Join(", ", NamesOf(type).Keys)}",
            _ when type == typeof(bool) => "use true or false, without quotes",
            _ when type == typeof(string) => "write a text",
            _ when type == typeof(int) || type == typeof(long) => "use a whole number, without quotes",
            _ when type == typeof(double) => "use a number such as \"0.8\"",
            _ when type == typeof(ByteSize) => "use a size such as 256Mi, 1Gi or 500M",
            _ when IsParsable(type) => "use a quantity such as 500m, 2 or 4Gi",
            _ => $"its fields are {string.Join(", ", RecordBinder.Properties(type).Keys)}",
        };
    }

    private static (object?, string?) Text(YamlScalar scalar) => scalar.Plain && NotText().IsMatch(scalar.Value)
        ? (null, $"YAML reads {scalar.Value} as a number or a boolean; put it in quotes: \"{scalar.Value}\"")
        : (scalar.Value, null);

    private static (object?, string?) Choice(YamlScalar scalar, Type type, string name)
    {
        var choices = NamesOf(type);
        if (choices.TryGetValue(scalar.Value, out var value))
        {
            return (value, null);
        }

        var all = string.Join(", ", choices.Keys);
        if (type.GetCustomAttribute<LaterAttribute>()?.Names.Contains(scalar.Value) == true)
        {
            return (null, $"'{scalar.Value}' is not supported by this version; use one of {all}");
        }

        var article = "aeiou".Contains(name[0], StringComparison.Ordinal) ? "an" : "a";
        var nearest = NearestName.Find(scalar.Value, choices.Keys) is { } near ? $" (did you mean {near}?)" : "";
        return (null, $"'{scalar.Value}' is not {article} {name}; use one of {all}{nearest}");
    }

    private static (object?, string?) Boolean(YamlScalar scalar) => scalar switch
    {
        { Plain: true, Value: "true" or "True" or "TRUE" } => (true, null),
        { Plain: true, Value: "false" or "False" or "FALSE" } => (false, null),
        _ => Wrong(scalar, typeof(bool)),
    };

    private static long? Integer(YamlScalar scalar, long max) =>
        scalar.Plain
        && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number <= max && number >= -max
            ? number
            : null;

    private static (object?, string?) Number(YamlScalar scalar) => scalar.Plain
        ? double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (number, null)
            : Wrong(scalar, typeof(double))
        : DecimalText.Parse(scalar.Value) is { } quoted ? (quoted, null) : Wrong(scalar, typeof(double));

    private static (object?, string?) Parsed(YamlScalar scalar, Type type)
    {
        var parameters = new object?[] { scalar.Value, CultureInfo.InvariantCulture, null };
        var parse = type.GetMethod("TryParse", [typeof(string), typeof(IFormatProvider), type.MakeByRefType()])!;
        return (bool)parse.Invoke(null, parameters)! ? (parameters[2], null) : Wrong(scalar, type);
    }

    private static (object?, string?) Wrong(YamlScalar scalar, Type type) =>
        (null, $"{(scalar.Plain ? $"'{scalar.Value}'" : $"\"{scalar.Value}\"")} will not do; {Hint(type)}");

    private static bool IsParsable(Type type) => Array.Exists(
        type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>));

    /// <summary>The values of an enumeration by the names that a job file writes, in their order.</summary>
    public static Dictionary<string, object> NamesOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(
            field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name),
            field => field.GetValue(null)!,
            StringComparer.Ordinal);

    // What YAML 1.2 or, as kubectl reads it, YAML 1.1 takes for a number or a boolean.
    [GeneratedRegex(
        @"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
        + @"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|(?i:true|false|yes|no|on|off|y|n))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotText();
}
