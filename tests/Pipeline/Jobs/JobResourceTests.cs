using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Jobs;

/// <summary>Files that a job names beside its source.</summary>
public sealed class JobResourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public JobResourceTests() => _folder.Write("in.txt", "a text");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Make_FilesThatAreNotThere_AreMistakes() =>
        Job.Mistakes(
            Yaml("filters: [{words: {denyFile: no.txt}}, {words: {allowFile: no2.txt}}, {length: {maxTokens: 9, tokenizer: o300k}}]\n"
                + "  decontaminate: {uris: [none/*.jsonl]}"),
            _folder.Path).Select(mistake => $"{mistake.Path}: {mistake.Message}").ShouldBe(
            [
                $"spec.filters[0].words.denyFile: 'no.txt' stands for no file (looked for {_folder["no.txt"]})",
                $"spec.filters[1].words.allowFile: 'no2.txt' stands for no file (looked for {_folder["no2.txt"]})",
                $"spec.filters[2].length.tokenizer: 'o300k' is neither o200k nor cl100k, and stands for no file (looked for {_folder["o300k"]})",
                $"spec.decontaminate.uris[0]: 'none/*.jsonl' stands for no file (looked for {_folder["none/*.jsonl"]})",
            ]);

    [Fact]
    public void Make_BenchmarkOfAnotherPlace_IsAMistake() =>
        Job.Mistakes(Yaml("decontaminate: {uris: ['https://example.com/x']}"), _folder.Path).Single().Path.ShouldBe("spec.decontaminate.uris[0]");

    // What an earlier run has left is not gone on with, for it looked for other texts.
    [Theory]
    [InlineData("bench")]
    [InlineData("bench/*.txt")]
    [InlineData("bench/a.txt")]
    public void Identity_BenchmarkChanges_IsAnother(string uri)
    {
        var path = _folder.Write("bench/a.txt", "one text");
        var before = Identity(uri);
        Identity(uri).ShouldBe(before);
        _folder.Write("bench/a.txt", "another text");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddTicks(-10_000));
        Identity(uri).ShouldNotBe(before);
    }

    private string Identity(string uri) => new Planner(
        DatasetPlan.Make(Job.Parse(Yaml($"decontaminate: {{uris: ['{uri}']}}"), _folder.Path), TestContext.Current.CancellationToken),
        new RunLimits()).Identity();

    private static string Yaml(string rest) => Job.Yaml("{uri: in.txt}", "{uri: out, format: jsonl}", rest);
}
