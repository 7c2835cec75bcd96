using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class FormatRulesTests
{
    [Theory]
    [InlineData("csv", "{unit: line}", "spec.records.unit: divides text files, but spec.source.format is csv, where each row is a record; leave it out")]
    [InlineData("parquet", "{unit: line}", "spec.records.unit: divides text files, but spec.source.format is parquet, where each row is a record; leave it out")]
    [InlineData("html", "{unit: line}", "spec.records.unit: divides text files, but spec.source.format is html, where each file is a record; leave it out")]
    [InlineData("pdf", "{fields: {text: a}}", "spec.records.fields: names fields of JSON objects, but spec.source.format is pdf; leave it out")]
    [InlineData(
        "text", "{kind: messages}",
        "spec.records.kind: needs fields, but spec.source.format is text, whose records are texts; use text, or leave it out")]
    public void Parse_RecordsThatTheFormatHasNot_AreNamed(string format, string records, string mistake) =>
        Should.Throw<JobMistakesException>(() => Parse(format, records)).Mistakes.Select(found => $"{found.Path}: {found.Message}").ShouldBe([mistake]);

    [Theory]
    [InlineData("text", "{unit: line}")]
    [InlineData("markdown", "{unit: paragraph, keep: [title]}")]
    [InlineData("csv", "{kind: instruction, fields: {instruction: a, output: b}}")]
    [InlineData("auto", "{unit: line, kind: messages}")]
    public void Parse_RecordsThatTheFormatMayHave_AreTaken(string format, string records) => Parse(format, records);

    private static JobFile Parse(string format, string records) =>
        Job.Parse(Job.Yaml($"{{uri: in, format: {format}}}", "{uri: out, format: jsonl}", $"records: {records}"));
}
