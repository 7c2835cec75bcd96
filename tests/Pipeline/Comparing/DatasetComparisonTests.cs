using Text2Llm.Pipeline.Comparing;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Comparing;

public sealed class DatasetComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(3)] // nearly everything goes through temporary files
    public async Task Compare_FilesWithIds_TellsSameChangedAndTheRest(int held)
    {
        _folder.Write("a.jsonl", Lines((1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "same"), (7, "same")));
        _folder.Write("b.jsonl", Lines((7, "same"), (1, "one"), (2, "two, changed"), (4, "four"), (3, "three"), (9, "nine"), (10, "ten")));
        var difference = await DatasetComparison.RunAsync("a.jsonl", "b.jsonl", _folder.Path, NoStores.Instance, held, TestContext.Current.CancellationToken);
        difference.Same.ShouldBe(4);
        difference.Changed.ShouldBe(1);
        difference.OnlyInA.ShouldBe(2);
        difference.OnlyInB.ShouldBe(2);
        difference.AreSame.ShouldBeFalse();
    }

    [Fact]
    public async Task Compare_SameTextsInAnotherOrderAndFormat_FindsOnlyTheColumnsOther()
    {
        _folder.Write("a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        _folder.Write("b.csv", "text,stars\ntwo,1\none,2\n");
        var difference = await CompareAsync("a.jsonl", "b.csv");
        (difference.Same, difference.Changed, difference.OnlyInA, difference.OnlyInB).ShouldBe((2, 0, 0, 0));
        difference.ColumnsOnlyInB.ShouldBe(["stars: text"]);
        difference.AreSame.ShouldBeFalse();
        (await CompareAsync("a.jsonl", "a.jsonl")).AreSame.ShouldBeTrue();
    }

    [Fact]
    public async Task Compare_TwoRuns_TellsWhatTheChangeOfAJobDid()
    {
        _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 50).Select(number => $$"""{"text":"Text {{number}} of x{{number}}@example.com"}""" + "\n")) + "{\"text\":\"short\"}\n");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: a, format: parquet}"));
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: b, format: jsonl}", "pii: {email: mask}\n  filters: [length: {minWords: 2}]"));
        var difference = await CompareAsync("a", "b");
        (difference.Same, difference.Changed, difference.OnlyInA, difference.OnlyInB).ShouldBe((0, 50, 1, 0));
        difference.ColumnsOnlyInA.ShouldBeEmpty();
        difference.Counts["written"].ShouldBe([51, 50]);
        difference.Counts["dropped: length.words"].ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Compare_OneTextVeryOften_CountsItAsOftenAsItIs()
    {
        _folder.Write("a.jsonl", string.Concat(Enumerable.Repeat("{\"text\":\"x\"}\n", 5000)));
        _folder.Write("b.jsonl", string.Concat(Enumerable.Repeat("{\"text\":\"x\"}\n", 3000)) + "{\"text\":\"y\"}\nbroken\n");
        var difference = await CompareAsync("a.jsonl", "b.jsonl");
        (difference.Same, difference.Changed, difference.OnlyInA, difference.OnlyInB).ShouldBe((3000, 0, 2000, 1));
        (difference.RejectedInA, difference.RejectedInB).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Compare_NoSuchDataset_SaysWhich() =>
        (await Should.ThrowAsync<FileNotFoundException>(CompareAsync("none", "none"))).Message.ShouldBe($"'none' stands for no file (looked for {_folder["none"]})");

    private Task<DatasetDifference> CompareAsync(string a, string b) =>
        DatasetComparison.RunAsync(a, b, _folder.Path, NoStores.Instance, TestContext.Current.CancellationToken);

    private static string Lines(params (int Id, string Text)[] records) =>
        string.Concat(records.Select(record => $$"""{"id":{{record.Id}},"text":"{{record.Text}}"}""" + "\n"));
}
