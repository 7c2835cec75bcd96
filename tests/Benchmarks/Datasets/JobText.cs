namespace Text2Llm.Benchmarks.Datasets;

/// <summary>The job files of what is measured, as a user would write them.</summary>
internal static class JobText
{
    private const string NoCleaning = "clean: {mojibake: false, controls: false, invisible: false, unicode: none, whitespace: none}";

    private const string Filters =
        "filters: [{length: {minWords: 20}}, {language: {allow: [en]}}, {gopherRepetition: {}}, {gopherQuality: {}}, {c4: {}}, {fineWeb: {}}]";

    private const string PersonalData = "pii: {email: mask, phone: mask, ip: mask, card: mask, iban: mask, ssn: mask, secret: mask}";

    private const string NoDuplicates = "dedup: {exact: false}";

    /// <summary>Reading, parsing and mapping alone; of the next ones each does all of the one before.</summary>
    public static readonly IReadOnlyList<(string Name, string[] Spec)> Steps =
    [
        ("Read and parse", [NoCleaning, NoDuplicates]),
        ("… and clean", [NoDuplicates]),
        ("… and all filters", [Filters, NoDuplicates]),
        ("… and personal data", [Filters, PersonalData, NoDuplicates]),
    ];

    public static readonly string[] Convert = [NoCleaning, NoDuplicates];
    public static readonly string[] Exact = [NoCleaning, "dedup: {exact: true}"];
    public static readonly string[] Fuzzy = ["dedup: {exact: true, fuzzy: {}}"];
    public static readonly string[] Verified = ["dedup: {exact: true, fuzzy: {verify: 0.8}}"];
    public static readonly string[] Everything = [Filters, PersonalData, "dedup: {exact: true, fuzzy: {}}"];

    /// <summary>The text of a job file.</summary>
    public static string Of(Corpus corpus, string output, string format, IEnumerable<string> spec) =>
        $$"""
        apiVersion: text2llm.io/v1alpha1
        kind: DatasetJob
        metadata: {name: benchmark}
        spec:
          source: {uri: '{{corpus.Path}}', format: jsonl}
          records: {kind: text}
          output: {uri: '{{output}}', format: {{format}}}
        {{string.Concat(spec.Select(line => $"  {line}\n"))}}
        """;
}
