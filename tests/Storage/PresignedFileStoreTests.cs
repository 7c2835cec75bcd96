using Text2Llm.Storage.Http;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Tests;

public sealed class PresignedFileStoreTests(S3Server server) : IDisposable
{
    // An empty file's: of it no range can be asked for, whose answer would tell.
    private const string EmptyVersion = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    private const int MiB = 1024 * 1024;

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task File_OfAnySize_IsReadAsItWasWritten(int size)
    {
        var store = StoreOf(new BucketUrls(server.Client, await server.NewBucketAsync()));
        var content = StoreFiles.Bytes(size);
        await store.WriteAsync("a file", content);
        (await store.ReadAsync("a file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await store.FindAsync("a file", Token))!.Length.ShouldBe(size);
        (await store.ListAsync()).ShouldHaveSingleItem().ShouldBe(size > 0 ? await store.FindAsync("a file", Token) : new("a file", 0, EmptyVersion));
        await store.DeleteAsync("a file", Token);
        (await store.FindAsync("a file", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Read_TheUrlExpiresMeanwhile_AsksForAnother()
    {
        var bucket = await server.NewBucketAsync();
        var content = StoreFiles.Bytes(5 * MiB);
        await S3Server.StoreOf(server.Client, bucket).WriteAsync("file", content);

        // What has expired is refused with this status, and it is not that of the first request.
        var gets = 0;
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, line => ++gets == 2 ? new(FaultKind.Forbid) : Fault.None);
        using var client = S3Client.Create(server.Options with { Endpoint = proxy.Address });
        var urls = new BucketUrls(client, bucket);

        (await StoreOf(urls).ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();

        urls.Asked["GET file"].ShouldBe(2);
    }

    [Fact]
    public async Task Read_TheUrlHasExpired_FailsWithoutShowingIt()
    {
        var bucket = await server.NewBucketAsync();
        var store = S3Server.StoreOf(server.Client, bucket);
        await store.WriteAsync("file", new byte[10]);
        var urls = new BucketUrls(server.Client, bucket, expired: true);
        var failure = await Should.ThrowAsync<IOException>(async () => await StoreOf(urls).OpenAsync("file", Token));
        failure.Message.ShouldBe("cannot read file: access is denied (403)");
        failure.ToString().ShouldNotContain("Signature");
        failure.ToString().ShouldNotContain(server.Options.AccessKey!);
    }

    [Fact]
    public async Task Write_AConnectionIsLost_IsDoneAgain()
    {
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, FaultyProxy.First(3, "partNumber=2", new(FaultKind.LoseAnswer)));
        using var client = S3Client.Create(server.Options with { Endpoint = proxy.Address });
        var store = StoreOf(new BucketUrls(client, await server.NewBucketAsync()));
        var content = StoreFiles.Bytes(11 * MiB);
        await store.WriteAsync("file", content);
        (await store.ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Write_NotCompleted_LeavesNothing()
    {
        var bucket = await server.NewBucketAsync();
        await using (var file = await StoreOf(new BucketUrls(server.Client, bucket)).CreateAsync("file", Token))
        {
            await file.Content.WriteAsync(StoreFiles.Bytes(12 * MiB), Token);
        }

        (await server.Client.ListMultipartUploadsAsync(bucket, Token)).MultipartUploads.ShouldBeNull();
        (await S3Server.StoreOf(server.Client, bucket).ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_TheFileIsReplacedMeanwhile_Fails()
    {
        var bucket = await server.NewBucketAsync();
        var writer = S3Server.StoreOf(server.Client, bucket);
        await writer.WriteAsync("file", StoreFiles.Bytes(5 * MiB));
        await using var file = await StoreOf(new BucketUrls(server.Client, bucket)).OpenAsync("file", Token);
        await writer.WriteAsync("file", StoreFiles.Bytes(5 * MiB, seed: 2));
        var failure = await Should.ThrowAsync<IOException>(async () => await file.ReadExactlyAsync(new byte[5 * MiB], Token));
        failure.Message.ShouldStartWith("cannot read file: the file was changed while it was being read");
    }

    private PresignedFileStore StoreOf(IPresignedUrls urls) =>
        new(urls, _http, new TransferOptions { PartBytes = 5 * MiB }, TimeProvider.System, () => 0);
}
