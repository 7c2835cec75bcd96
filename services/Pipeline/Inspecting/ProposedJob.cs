using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>A job that would make a dataset of files that were inspected: a beginning, which runs as it is.</summary>
public static partial class ProposedJob
{
    private const int MaxDocument = 200_000; // characters; a longer text is better taken by paragraphs

    /// <summary>The job file's content.</summary>
    /// <param name="inspection">What the files are.</param>
    /// <param name="folder">The folder in which the job file is to stand.</param>
    public static string Of(Inspection inspection, string folder)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var name = NameOf(inspection);
        var yaml = new StringBuilder();
        yaml.Append("apiVersion: text2llm.io/v1alpha1\nkind: DatasetJob\n");
        yaml.Append(CultureInfo.InvariantCulture, $"metadata:\n  name: {name}\nspec:\n  source:\n");
        var uris = inspection.Paths.Select(path => Quote(PlaceUri.IsLocal(path) ? Path.GetRelativePath(folder, path) : path)).ToList();
        yaml.Append(uris.Count == 1 ? $"    uri: {uris[0]}\n" : $"    uris:\n{string.Concat(uris.Select(uri => $"      - {uri}\n"))}");
        AddRecords(yaml, inspection);
        yaml.Append(
            """
              dedup:
                exact: true
                fuzzy: {}           # nearly alike, too; takes longer
              # filters:            # for texts of the web
              #   - gopherRepetition: {}
              #   - gopherQuality: {}
              # pii: {email: mask, phone: mask, secret: mask}
              # split: {train: 0.98, validation: 0.02}

            """);
        var format = inspection.Layout.Kind is RecordKind.Text or RecordKind.Instruction ? OutputFormat.Parquet : OutputFormat.Jsonl;
        yaml.Append(CultureInfo.InvariantCulture, $"  output:\n    uri: {name}-dataset\n    format: {Written(format)}\n");
        return yaml.ToString();
    }

    private static void AddRecords(StringBuilder yaml, Inspection inspection)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"  records:             # {OnOneLine(inspection.Layout.Evidence)}\n");
        if (TextField(inspection) is { } field)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    kind: text\n    fields:\n      text: {Quote(field)}   # the longest text; is it the right one?\n");
            return;
        }

        yaml.Append(CultureInfo.InvariantCulture, $"    kind: {Written(inspection.Layout.Kind)}\n");
        var isBook = inspection.Contents.Any(content => content is { Detection.Format: SourceFormat.Text, Records: [{ Text.Length: > MaxDocument }] });
        if (isBook)
        {
            yaml.Append("    unit: paragraph    # the texts are long\n");
        }
    }

    // Where no record has one of the usual fields, the one whose texts are longest.
    private static string? TextField(Inspection inspection) =>
        inspection.Contents.Any(content => content.Tokens.Count > 0) ? null : inspection.Contents
            .SelectMany(content => content.Fields.All)
            .Where(field => field.Types.ContainsKey("text") && !field.Name.Contains("[]", StringComparison.Ordinal))
            .MaxBy(field => field.Lengths.Sum)?.Name;

    private static string NameOf(Inspection inspection)
    {
        var path = PlaceUri.Shown(inspection.Paths[0]).TrimEnd('/');
        var name = Path.GetFileName(path);
        name = NotOfALabel().Replace(name.Split('.')[0].ToLowerInvariant(), "-").Trim('-');
        return name.Length == 0 ? "dataset" : name[..Math.Min(40, name.Length)].Trim('-');
    }

    private static string Written<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, ReportJson.Lines).Trim('"');

    // A field's name in the evidence may have any characters.
    private static string OnOneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));

    // JSON's strings are YAML's.
    private static string Quote(string text) =>
        Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text, ReportJson.Lines);

    [GeneratedRegex("^[A-Za-z_./][A-Za-z0-9_./-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfALabel();
}
