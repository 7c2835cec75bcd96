using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Reports;

/// <summary>
/// The dataset's card: a README.md with a header in YAML by which Hugging Face finds the data files of each split, and what people should
/// know of the dataset.
/// </summary>
internal static class DatasetCard
{
    /// <summary>The card.</summary>
    /// <param name="report">What the run did.</param>
    /// <param name="job">What it was told.</param>
    /// <param name="schema">The data files' columns.</param>
    public static string Of(DatasetReport report, DatasetJob job, OutputSchema schema)
    {
        var text = new StringBuilder("---\n");
        text.Append(CultureInfo.InvariantCulture, $"pretty_name: {Quote(report.Job)}\n");
        var languages = Languages(report, job.Spec);
        text.Append(languages.Count == 0 ? "" : $"language:\n{string.Concat(languages.Select(code => $"- {Quote(code)}\n"))}");
        text.Append(CultureInfo.InvariantCulture, $"size_categories:\n- {Quote(SizeCategory(report.Outputs.Sum(file => file.Rows)))}\n");
        text.Append(CultureInfo.InvariantCulture, $"tags:\n- text2llm\n- {report.Found.Kind.ToString().ToLowerInvariant()}\n");
        AddConfigs(text, report);
        AddInfo(text, report, job.Spec.Output.Format, schema);
        text.Append("---\n\n");
        AddBody(text, report, job, schema);
        return text.ToString();
    }

    private static void AddConfigs(StringBuilder text, DatasetReport report)
    {
        text.Append("configs:\n- config_name: default\n  data_files:\n");
        foreach (var split in report.Outputs.GroupBy(file => file.Split))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - split: {split.Key}\n    path:\n");
            text.Append(string.Concat(split.Select(file => $"    - {Quote(file.Name)}\n")));
        }
    }

    private static void AddInfo(StringBuilder text, DatasetReport report, OutputFormat format, OutputSchema schema)
    {
        text.Append("dataset_info:\n");

        // What JSON objects hold further is not the same in every row; the reader finds it out by itself.
        if (format != OutputFormat.Jsonl || schema.Columns.All(column => column.Type is not (ColumnType.Turns or ColumnType.OptionalJson)))
        {
            text.Append("  features:\n");
            foreach (var column in schema.Columns)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - name: {column.Name}\n");
                text.Append(column.Type == ColumnType.Turns && format == OutputFormat.Parquet ? Turns(schema) : $"    dtype: {TypeOf(column.Type)}\n");
            }
        }

        text.Append("  splits:\n");
        foreach (var split in report.Outputs.GroupBy(file => file.Split))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - name: {split.Key}\n    num_bytes: {split.Sum(file => file.Bytes)}\n    num_examples: {split.Sum(file => file.Rows)}\n");
        }

        var size = report.Outputs.Sum(file => file.Bytes);
        text.Append(CultureInfo.InvariantCulture, $"  download_size: {size}\n  dataset_size: {size}\n");
    }

    private static string Turns(OutputSchema schema) =>
        $"    list:\n{string.Concat(TurnMembers(schema).Select(name => $"    - name: {name}\n      dtype: string\n"))}";

    private static string[] TurnMembers(OutputSchema schema) => [schema.RoleName, schema.ContentName, "extra"];

    private static void AddBody(StringBuilder text, DatasetReport report, DatasetJob job, OutputSchema schema)
    {
        var (records, spec) = (report.Records, job.Spec);
        text.Append(CultureInfo.InvariantCulture, $"# {report.Job}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Count(records.Written)} records of kind {report.Found.Kind.ToString().ToLowerInvariant()}, made by text2llm of {Count(records.Read)} records in {Count(report.Source.Files)} {(report.Source.Files == 1 ? "file" : "files")}.\n\n");
        text.Append("| Split | Files | Records | Rows | Bytes |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var split in report.Outputs.GroupBy(file => file.Split))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {split.Key} | {Count(split.Count())} | {Count(split.Sum(file => file.Records))} | {Count(split.Sum(file => file.Rows))} | {Count(split.Sum(file => file.Bytes))} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nColumns: {string.Join(", ", schema.Columns.Select(column => $"`{column.Name}`"))}. ");
        text.Append("`id` is a hash of the text, `source` the file that the record is from, and `row` its line or row there.\n\n## How it was made\n\n");
        var dropped = records.Dropped.Where(drop => drop.Value > 0).ToList();
        text.Append(dropped.Count == 0 ? "No record was dropped.\n" : "| Dropped for | Records |\n| --- | ---: |\n");
        text.Append(string.Concat(dropped.Select(drop => $"| {drop.Key} | {Count(drop.Value)} |\n")));
        text.Append("\nThe job's parameters:\n\n```\n");
        foreach (var (path, value) in JobParameters.Of(spec).Where(parameter => !IsPlace(parameter.Path)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{path}: {OneLine(value)}\n");
        }

        text.Append("```\n\n## Duplicates and personal data\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Duplicates(report, spec)}\n\n{PersonalData(report, spec)}\n\n## Limits\n\n");
        text.Append("What the sources say is not checked: it may be wrong, biased or offensive. Filters, the finding of personal data and that of near\n");
        text.Append("duplicates go by rules and miss some. The licence is that of the sources; it is not told here.\n");
    }

    private static string Duplicates(DatasetReport report, DatasetJobSpec spec)
    {
        var (clusters, fuzzy) = (report.Clusters, spec.Dedup.Fuzzy);
        List<string> said =
        [
            spec.Dedup.Exact ? $"Of records with the same text the first is kept ({Count(clusters?.Exact ?? 0)} dropped)." : "Records with the same text are kept.",
            fuzzy is null ? "Nearly alike ones were not looked for."
                : $"Of nearly alike ones the first is kept ({Count(clusters?.Near ?? 0)} dropped; MinHash with {fuzzy.Permutations} permutations in "
                    + $"{fuzzy.Bands} bands over shingles of {fuzzy.Shingle} words{Verified(fuzzy)}).",
        ];
        if (spec.Dedup.Parts != DedupParts.None)
        {
            said.Add($"{Count(clusters?.Parts ?? 0)} {spec.Dedup.Parts.ToString().ToLowerInvariant()} that stood in an earlier place were taken out.");
        }

        return string.Join(' ', said);
    }

    private static string Verified(FuzzySpec fuzzy) => fuzzy.Verify is { } least
        ? string.Create(CultureInfo.InvariantCulture, $", each of a Jaccard similarity of at least {least} to the one that is kept")
        : "";

    private static string PersonalData(DatasetReport report, DatasetJobSpec spec)
    {
        var rules = JobParameters.Of(spec).Where(parameter => parameter.Path.StartsWith("pii.", StringComparison.Ordinal)).ToList();
        if (rules.Count == 0)
        {
            return "No personal data was looked for.";
        }

        var found = StepTotals(report, "pii.").Select(count => $"{Count(count.Value)} {count.Key}").ToList();
        return $"Personal data: {string.Join(", ", rules.Select(rule => $"{rule.Path["pii.".Length..]} {rule.Value}"))}. "
            + (found.Count == 0 ? "None was found." : $"Found: {string.Join(", ", found)}.");
    }

    // Counted before any is dropped: of those that stay, the ones that are of some weight.
    private static List<string> Languages(DatasetReport report, DatasetJobSpec spec)
    {
        var rules = spec.Filters.Select(filter => filter.Language).OfType<LanguageSpec>().ToList();
        bool Stays(string code) =>
            code != LanguageCodes.Undetermined && rules.All(rule => rule.Allow?.Contains(code) != false && rule.Deny?.Contains(code) != true);

        var counts = StepTotals(report, "language.").Where(count => Stays(count.Key)).ToList();
        var total = counts.Sum(count => count.Value);
        return [.. counts.Where(count => count.Value * 100 >= total).OrderByDescending(count => count.Value).Select(count => count.Key)];
    }

    private static IEnumerable<KeyValuePair<string, long>> StepTotals(DatasetReport report, string prefix) => report.Steps
        .SelectMany(step => step.Counts)
        .Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal))
        .GroupBy(count => count.Key[prefix.Length..])
        .Select(group => KeyValuePair.Create(group.Key, group.Sum(count => count.Value)));

    // Where files lay on the machine that made the dataset is nobody's business.
    private static bool IsPlace(string path) =>
        path is "source.uri" or "source.uris" or "output.uri" || path.EndsWith("File", StringComparison.Ordinal) || path == "decontaminate.uris";

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Number => "int64",
        ColumnType.Flag => "bool",
        _ => "string",
    };

    // The categories that Hugging Face knows.
    private static string SizeCategory(long rows) => rows switch
    {
        < 1_000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        < 1_000_000 => "100K<n<1M",
        < 10_000_000 => "1M<n<10M",
        < 100_000_000 => "10M<n<100M",
        < 1_000_000_000 => "100M<n<1B",
        < 10_000_000_000 => "1B<n<10B",
        < 100_000_000_000 => "10B<n<100B",
        < 1_000_000_000_000 => "100B<n<1T",
        _ => "n>1T",
    };

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string OneLine(string value) => value.ReplaceLineEndings(" ").Replace("```", "'''", StringComparison.Ordinal);

    // JSON's strings are YAML's.
    private static string Quote(string text) => JsonSerializer.Serialize(text, ReportJson.Lines);
}
