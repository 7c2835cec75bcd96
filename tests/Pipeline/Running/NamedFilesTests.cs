using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class NamedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("filters: [{words: {denyFile: no.txt}}]", "7:32: spec.filters[0].words.denyFile: 'no.txt' is not there", "name a file of words")]
    [InlineData("filters: [{words: {allowFile: in}}]", "7:33: spec.filters[0].words.allowFile: 'in' cannot be read", "name a file of words")]
    [InlineData("filters: [{words: {allowFile: blank.txt}}]", "7:33: spec.filters[0].words.allowFile: 'blank.txt' has no word", "name a file of words")]
    [InlineData("filters: [{c4: {}}, {length: {maxTokens: 9, tokenizer: no.json}}]", "spec.filters[1].length.tokenizer: 'no.json' is not there", "o200k, cl100k or a tokenizer's file")]
    [InlineData("filters: [{words: {denyFile: 's3://a/b'}}]", "7:32: spec.filters[0].words.denyFile: 's3://a/b' cannot be read: this program reads and writes local files only", "use a path")]
    [InlineData("decontaminate: {uris: [in, no/*]}", "7:30: spec.decontaminate.uris[1]: 'no/*' stands for no file", "looked for")]
    public void Make_FileThatWillNotDo_IsAMistakeAtItsPlace(string rest, string place, string right)
    {
        _folder.Write("in/a.txt", "text");
        _folder.Write("blank.txt", "\uFEFF \r\n\n\t");
        var mistake = Job.Mistakes(Yaml(rest), _folder.Path).ShouldHaveSingleItem().ToString();
        mistake.ShouldContain(place);
        mistake.ShouldContain(right);
    }

    [Fact]
    public async Task Make_TokenizerThatNothingIsCountedBy_IsNotLookedFor()
    {
        _folder.Write("in/a.txt", "text");
        (await PlanAsync("filters: [{length: {minWords: 1, tokenizer: no.json}}]")).Named.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("decontaminate: {uris: [bench]}")]
    [InlineData("decontaminate: {uris: ['bench/**/*.txt']}")]
    [InlineData("filters: [{words: {denyFile: bench/deep/b.txt}}]")]
    public async Task Identity_ANamedFileChanges_IsAnother(string rest)
    {
        _folder.Write("in/a.txt", "text");
        _folder.Write("bench/deep/b.txt", "one");
        var before = await IdentityAsync(rest);
        (await IdentityAsync(rest)).ShouldBe(before);
        _folder.Write("bench/deep/b.txt", "other");
        (await IdentityAsync(rest)).ShouldNotBe(before);
    }

    [Fact]
    public async Task Identity_ABenchmarkIsAdded_IsAnother()
    {
        _folder.Write("in/a.txt", "text");
        _folder.Write("bench/b.txt", "one");
        var before = await IdentityAsync("decontaminate: {uris: [bench]}");
        _folder.Write("bench/c.txt", "");
        (await IdentityAsync("decontaminate: {uris: [bench]}")).ShouldNotBe(before);
    }

    private async Task<string> IdentityAsync(string rest) => new Planner(await PlanAsync(rest), new RunLimits()).Identity();

    private Task<DatasetPlan> PlanAsync(string rest) => DatasetPlan.MakeAsync(Job.Parse(Yaml(rest), _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);

    private static string Yaml(string rest) => Job.Yaml("{uri: in}", "{uri: out, format: jsonl}", rest);
}
