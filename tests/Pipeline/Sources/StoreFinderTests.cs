using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tests.Deduplication;

namespace Text2Llm.Pipeline.Tests.Sources;

/// <summary>What URIs of stores stand for. The store is one in memory.</summary>
public sealed class StoreFinderTests
{
    private static readonly string[] Names = ["a.jsonl", "in/b.jsonl", "in/b.txt", "in/deep/c.jsonl", "in/deep/er/d.jsonl", "inner/e.jsonl", "in/*.md"];

    [Theory]
    [InlineData("s3://b/in/b.jsonl", "s3://b/in", "b.jsonl")]
    [InlineData("s3://b/in", "s3://b/in", "*.md b.jsonl b.txt deep/c.jsonl deep/er/d.jsonl")]
    [InlineData("s3://b/in/deep/", "s3://b/in/deep", "c.jsonl er/d.jsonl")]
    [InlineData("s3://b", "s3://b", "a.jsonl in/*.md in/b.jsonl in/b.txt in/deep/c.jsonl in/deep/er/d.jsonl inner/e.jsonl")]
    [InlineData("s3://b/*.jsonl", "s3://b", "a.jsonl")]
    [InlineData("s3://b/in*/*.jsonl", "s3://b", "in/b.jsonl inner/e.jsonl")]
    [InlineData("s3://b/in/**/*.jsonl", "s3://b/in", "b.jsonl deep/c.jsonl deep/er/d.jsonl")]
    [InlineData("s3://b/in/**/er/?.jsonl", "s3://b/in", "deep/er/d.jsonl")]
    [InlineData("s3://b/in/*.md", "s3://b/in", "*.md")]
    public async Task Add_Uri_FindsWhatAPathWould(string uri, string folder, string names)
    {
        var search = Search();
        (await search.AddAsync(uri)).ShouldBeNull();
        var found = search.ToSet();
        found.Base.ShouldBe(folder);
        found.Files.Select(file => file.Name).ShouldBe(names.Split(' '));
        found.Files.ShouldAllBe(file => file.Path == $"{folder}/{file.Name}");
    }

    [Theory]
    [InlineData("s3://b/none")]
    [InlineData("s3://b/in/b.jsonl/")]
    [InlineData("s3://b/*.csv")]
    [InlineData("s3://b/inner/*")]
    public async Task Add_NothingOrExcluded_SaysSo(string uri) =>
        (await Search("s3://b/inner").AddAsync(uri)).ShouldBe($"'{uri}' stands for no file");

    [Fact]
    public async Task Add_SeveralBuckets_NamesFilesByTheirUris()
    {
        var search = Search();
        await search.AddAsync("s3://b/in/deep");
        await search.AddAsync("s3://c/a.jsonl");
        var found = search.ToSet();
        found.Base.ShouldBe("s3://b and s3://c");
        found.Files.Select(file => file.Name).ShouldBe(["s3://b/in/deep/c.jsonl", "s3://b/in/deep/er/d.jsonl", "s3://c/a.jsonl"]);
    }

    private static SourceSearch Search(params string[] excluded) => new(new Buckets(), "/", excluded, TestContext.Current.CancellationToken);

    private sealed class Buckets : IStores
    {
        private readonly WorkStore _store = new();

        public Buckets() => Names.ToList().ForEach(name => _store.Files[name] = [1]);

        public StoredLocation Open(string uri) => new(_store, string.Join('/', uri.Split('/').Skip(3)));

        public IFileStore OpenFolder(string uri) => throw new NotSupportedException();
    }
}
