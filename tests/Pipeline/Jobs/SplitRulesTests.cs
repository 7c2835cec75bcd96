namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class SplitRulesTests
{
    [Theory]
    [InlineData("{train: 0.9}", "the shares add up to 0.9, not to 1 (train is 1 when left out)")]
    [InlineData("{validation: 0.1}", "the shares add up to 1.1, not to 1 (train is 1 when left out)")]
    public void Parse_SharesThatAreNotAll_AreAMistake(string split, string message) =>
        Job.Mistakes(Yaml(split)).ShouldContain(mistake => mistake.Path == "spec.split" && mistake.Message == message);

    [Fact]
    public void Parse_SharesThatAreAll_AreNone() =>
        Job.Parse(Yaml("{train: 0.98, validation: 0.01, test: 0.01}")).Job.Spec.Split!.Validation.ShouldBe(0.01);

    [Fact]
    public void Parse_SharesInQuotes_AsAClusterHasThem_AreNumbers() =>
        Job.Parse(Yaml("{train: \"0.98\", validation: \"0.01\", test: \"0.01\"}")).Job.Spec.Split!.Validation.ShouldBe(0.01);

    private static string Yaml(string split) => Job.Yaml("{uri: in}", "{uri: out, format: jsonl}", $"split: {split}");
}
