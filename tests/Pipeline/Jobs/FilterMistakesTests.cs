namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class FilterMistakesTests
{
    [Theory]
    [InlineData("{}", "spec.filters[0]: names no filter; write one of gopherQuality, gopherRepetition, c4, fineWeb, length, language, words, sample, with its fields, or with {} for its defaults")]
    [InlineData("{gopherQuality: }", "spec.filters[0]: names no filter; write one of gopherQuality, gopherRepetition, c4, fineWeb, length, language, words, sample, with its fields, or with {} for its defaults")]
    [InlineData("{c4: {}, fineWeb: {}}", "spec.filters[0]: names c4 and fineWeb; give each of them an entry of its own")]
    [InlineData("{words: {}}", "spec.filters[0].words: names no words; give allow or deny (a list of them), or allowFile or denyFile (a file of them)")]
    [InlineData("{words: {allow: [a], denyFile: f}}", "spec.filters[0].words: both allows and denies; give each of the two an entry of its own")]
    [InlineData("{words: {deny: [' ']}}", "spec.filters[0].words.deny: has no word; name at least one")]
    [InlineData("{length: {}}", "spec.filters[0].length: sets no limit; give minCharacters, maxCharacters, minWords, maxWords, minTokens or maxTokens")]
    [InlineData("{length: {minWords: 5, maxWords: 4}}", "spec.filters[0].length.maxWords: is 4, less than minWords, which is 5")]
    [InlineData("{gopherQuality: {minWords: 5, maxWords: 4}}", "spec.filters[0].gopherQuality.maxWords: is 4, less than minWords, which is 5")]
    [InlineData("{gopherQuality: {minMeanWordLength: 5.5, maxMeanWordLength: 4}}", "spec.filters[0].gopherQuality.maxMeanWordLength: is 4, less than minMeanWordLength, which is 5.5")]
    public void Parse_Filter_NamesTheMistake(string filter, string mistake) => Job
        .Mistakes(Job.Yaml("{uri: a}", "{uri: out, format: csv}", $"filters: [{filter}]"))
        .Select(found => $"{found.Path}: {found.Message}")
        .ShouldBe([mistake]);

    [Fact]
    public void Parse_Filters_AreReadInOrder()
    {
        var job = Job.Parse(Job.Yaml("{uri: a}", "{uri: out, format: csv}", "filters: [{c4: {}}, {gopherQuality: {minWords: 10}}, {words: {deny: [x]}}]")).Job;
        job.Spec.Filters[0].C4.ShouldNotBeNull();
        job.Spec.Filters[1].GopherQuality!.MinWords.ShouldBe(10);
        job.Spec.Filters[2].Words!.Deny.ShouldBe(["x"]);
    }
}
