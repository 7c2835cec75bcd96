using System.Text;
using System.Text.Json.Nodes;

namespace Text2Llm.Pipeline.Tests.Jobs;

/// <summary>The reference of a job's fields, as the documentation has it: a table made of the schema.</summary>
internal static class JobReference
{
    public static string Of(JsonObject schema)
    {
        var text = new StringBuilder("| Field | Values (default) | |\n| --- | --- | --- |\n");
        AddFields(text, schema, "");
        return text.ToString();
    }

    private static void AddFields(StringBuilder text, JsonObject schema, string path)
    {
        foreach (var (name, node) in schema["properties"]?.AsObject() ?? [])
        {
            var field = node!.AsObject();
            if (field["type"] is null)
            {
                continue; // A cluster writes it.
            }

            var items = field["items"] as JsonObject;
            var inner = $"{path}{name}{(items?["properties"] is null ? "" : "[]")}";
            var shown = inner.StartsWith("spec.", StringComparison.Ordinal) ? inner["spec.".Length..] : inner;
            text.Append(null, $"| `{shown}` | {Values(field)} | {Description(field)} |\n");
            AddFields(text, field, $"{inner}.");
            if (items is not null)
            {
                AddFields(text, items, $"{inner}.");
            }
        }
    }

    private static string Values(JsonObject field)
    {
        var fallback = field["default"] is { } value ? $"{value}" : null;
        if (field["enum"] is JsonArray choices)
        {
            return string.Join(", ", choices.Where(choice => choice is not null).Select(choice => $"{choice}" == fallback ? $"(`{choice}`)" : $"`{choice}`"));
        }

        // A fraction may stand in quotes, and is a number all the same; what else has two types is a size.
        string[] types = [.. (field["type"] as JsonArray ?? [$"{field["type"]}"]).Select(type => $"{type}").Where(type => type != "null")];
        var isSize = types.Length > 1 && (field["maximum"] is null || !types.Contains("number"));
        var type = field switch
        {
            _ when field["properties"] is not null => "",
            _ when isSize => "size or number",
            { } list when list["items"] is JsonObject items => items["properties"] is null ? "list" : "list of",
            _ when types is ["object"] => "names with values",
            _ when types is ["string"] => "text",
            _ when types is ["boolean"] => "true or false",
            _ => "number",
        };
        var range = field["minimum"] is { } minimum && !isSize
            ? field["maximum"] is { } maximum && $"{maximum}" != "2147483647" ? $", {minimum} to {maximum}" : $", {minimum} or more"
            : "";
        return type + range + (fallback is null ? "" : $" (`{fallback}`)");
    }

    private static string Description(JsonObject field) =>
        $"{field["description"]}".Split('\n')[0].Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
