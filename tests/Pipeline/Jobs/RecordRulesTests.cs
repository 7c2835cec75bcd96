using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class RecordRulesTests
{
    [Theory]
    [InlineData(
        "{kind: text}", "messages", "spec.output.shape: records of kind text cannot be written as messages; use text, or leave it out")]
    [InlineData(
        "{kind: messages}", "alpaca",
        "spec.output.shape: records of kind messages cannot be written as alpaca; use messages, sharegpt, completion, text, or leave it out")]
    [InlineData("{kind: messages, fields: {text: a, role: b}}", "sharegpt", "spec.records.fields.text: records of kind messages have no such field; leave it out")]
    public void Parse_ImpossiblePair_IsNamed(string records, string shape, string mistake) =>
        Should.Throw<JobMistakesException>(() => Job.Parse(Job.Yaml("{uri: in}", $"{{uri: out, format: jsonl, shape: {shape}}}", $"records: {records}")))
            .Mistakes.Select(found => $"{found.Path}: {found.Message}").ShouldBe([mistake]);

    [Theory]
    [InlineData("{kind: preference}", "unpaired")]
    [InlineData("{kind: preference}", "sharegpt")]
    [InlineData("{}", "alpaca")]
    public void Parse_PossiblePair_IsTaken(string records, string shape) =>
        Job.Parse(Job.Yaml("{uri: in}", $"{{uri: out, format: jsonl, shape: {shape}}}", $"records: {records}")).Job.Spec.Output.Shape.ToString()
            .ShouldBe(shape, StringCompareShould.IgnoreCase);
}
