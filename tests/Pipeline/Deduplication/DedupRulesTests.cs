using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class DedupRulesTests
{
    [Theory]
    [InlineData("dedup: {fuzzy: {bands: 20}}", "spec.dedup.fuzzy.bands: do not divide 112 permutations evenly; with 20 bands use 120 permutations")]
    [InlineData("dedup: {fuzzy: {permutations: 3}}", "spec.dedup.fuzzy.bands: do not divide 3 permutations evenly; with 14 bands use 14 permutations")]
    [InlineData(
        "dedup: {parts: lines}\n  records: {kind: messages}",
        "spec.dedup.parts: takes parts out of texts, but spec.records.kind is messages; leave it out")]
    public void Parse_FieldsTogether_NamesTheMistake(string rest, string mistake) =>
        Should.Throw<JobMistakesException>(() => Job.Parse(Job.Yaml("{uri: a}", "{uri: out, format: csv}", rest)))
            .Mistakes.Select(found => $"{found.Path}: {found.Message}").ShouldBe([mistake]);

    [Theory]
    [InlineData("dedup: {fuzzy: {}}")]
    [InlineData("dedup: {exact: false, parts: paragraphs, fuzzy: {permutations: 128, bands: 16, shingle: 13, verify: 0.8}}\n  records: {kind: text}")]
    public void Parse_WhatFits_Takes(string rest) =>
        Job.Parse(Job.Yaml("{uri: a}", "{uri: out, format: csv}", rest)).Job.Spec.Dedup.Fuzzy.ShouldNotBeNull();
}
