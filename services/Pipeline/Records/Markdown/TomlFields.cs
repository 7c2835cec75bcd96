using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Text2Llm.Pipeline.Records.Markdown;

/// <summary>
/// Reads what front matter has of TOML: tables, and on each line a name and a string, a number, a flag or a list of these. Whatever else
/// stands behind a name, such as a date, is taken as text.
/// </summary>
internal static class TomlFields
{
    /// <summary>The object that the text is; null where it is none.</summary>
    public static byte[]? Read(string toml)
    {
        var root = new JsonObject();
        var table = root;
        foreach (var raw in toml.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                var name = line.Trim('[', ']', ' ');
                table = root[name] as JsonObject ?? [];
                root[name] = table.Parent is null ? table : root[name];
                continue;
            }

            if (line.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
            {
                return null;
            }

            table[line[..equals].Trim().Trim('"', '\'')] = Value(line[(equals + 1)..].Trim());
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private static JsonNode Value(string text)
    {
        if (text is ['"', ..] or ['[', ..])
        {
            // Strings in double quotes, and lists of them, are written as JSON writes them.
            try
            {
                return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = 32 })!;
            }
            catch (JsonException)
            {
                return text;
            }
        }

        return text is ['\'', .., '\''] ? text[1..^1]
            : bool.TryParse(text, out var flag) ? flag
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }
}
