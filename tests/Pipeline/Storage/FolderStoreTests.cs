using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Storage;

public sealed class FolderStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_Completed_AppearsWhole(bool durable)
    {
        var store = new FolderStore(_folder["store"], durable);
        await store.WriteBytesAsync("a/b.bin", new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        await store.WriteBytesAsync("a/b.bin", new byte[] { 4, 5 }, TestContext.Current.CancellationToken);
        (await store.FindAsync("a/b.bin", TestContext.Current.CancellationToken))!.Length.ShouldBe(2);
        (await File.ReadAllBytesAsync(_folder["store/a/b.bin"], TestContext.Current.CancellationToken)).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task Create_NotCompleted_LeavesNothing()
    {
        var store = new FolderStore(_folder["store"]);
        await using (var file = await store.CreateAsync("a", TestContext.Current.CancellationToken))
        {
            await file.Content.WriteAsync(new byte[100_000], TestContext.Current.CancellationToken);
            (await store.FindAsync("a", TestContext.Current.CancellationToken)).ShouldBeNull();
            (await store.ListAsync("", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }

        Directory.GetFiles(_folder["store"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemovePending_AfterAWriterWasKilled_RemovesWhatItLeftAlone()
    {
        var store = new FolderStore(_folder["store"]);
        await store.WriteBytesAsync("a/whole", new byte[1], TestContext.Current.CancellationToken);
        _folder.Write("store/a/half.x.pending", "half");
        await store.RemovePendingAsync(TestContext.Current.CancellationToken);
        Directory.GetFiles(_folder["store/a"]).Select(Path.GetFileName).ShouldBe(["whole"]);
    }

    [Fact]
    public async Task List_Prefix_GivesItsFilesInOrdinalOrder()
    {
        var store = new FolderStore(_folder["store"]);
        foreach (var name in new[] { "b/2", "b/10", "a", "b1" })
        {
            await store.WriteBytesAsync(name, new byte[name.Length], TestContext.Current.CancellationToken);
        }

        var found = await store.ListAsync("b/", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        found.Select(file => (file.Name, file.Length)).ShouldBe([("b/10", 4L), ("b/2", 3L)]);
    }

    [Fact]
    public async Task Open_NothingThere_SaysSo()
    {
        var store = new FolderStore(_folder["store"]);
        await Should.ThrowAsync<FileNotFoundException>(async () => await store.OpenAsync("a/b", TestContext.Current.CancellationToken));
        (await store.FindAsync("a/b", TestContext.Current.CancellationToken)).ShouldBeNull();
        await store.DeleteAsync("a/b", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData("a.pending")]
    public async Task Create_NameThatLeadsElsewhere_IsRefused(string name) =>
        await Should.ThrowAsync<ArgumentException>(
            async () => await new FolderStore(_folder["store"]).CreateAsync(name, TestContext.Current.CancellationToken));
}
