using Amazon.S3;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Tests;

/// <summary>What a store does when the network or the service does not do as it should.</summary>
public sealed class S3FaultTests(S3Server server)
{
    private const int MiB = 1024 * 1024;

    private static readonly TransferOptions Quick = new() { PartBytes = 5 * MiB, FirstReadBytes = MiB, ReadBytes = 2 * MiB };

    // Long enough for a real answer on a busy machine, and there are attempts enough.
    private static readonly TransferOptions Impatient = Quick with
    {
        ReadTimeout = TimeSpan.FromSeconds(2),
        WriteTimeout = TimeSpan.FromSeconds(3),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ConnectionsAreCutInTheMiddle_GivesTheWholeFile()
    {
        var (bucket, content) = await WrittenAsync(9 * MiB);
        var cuts = 0;
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, _ => ++cuts % 2 == 1 ? new(FaultKind.Cut, 300_000 * cuts) : Fault.None);
        using var client = Client(proxy);
        (await S3Server.StoreOf(client, bucket, options: Quick).ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
        cuts.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Read_AConnectionFreezes_GivesTheWholeFile()
    {
        var (bucket, content) = await WrittenAsync(MiB);
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, FaultyProxy.First(1, "GET", new(FaultKind.Freeze)));
        using var client = Client(proxy);
        (await S3Server.StoreOf(client, bucket, options: Impatient).ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Theory]
    [InlineData("?uploads")]
    [InlineData("partNumber=2")]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task AnyRequest_TheServiceIsTooBusy_IsMadeAgain(string part)
    {
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, FaultyProxy.First(3, part, new(FaultKind.Busy)));
        using var client = Client(proxy);
        var store = S3Server.StoreOf(client, await server.NewBucketAsync(), options: Quick);
        var content = StoreFiles.Bytes(11 * MiB);
        await store.WriteAsync("file", content);
        (await store.FindAsync("file", Token))!.Length.ShouldBe(content.Length);
        (await store.ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Theory]
    [InlineData("partNumber=1", 11 * MiB)]
    [InlineData("?uploadId=", 11 * MiB)]
    [InlineData("PUT", 1000)]
    public async Task Write_TheAnswerIsLost_IsDoneAllTheSame(string part, int size)
    {
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, FaultyProxy.First(1, part, new(FaultKind.LoseAnswer)));
        using var client = Client(proxy);
        var store = S3Server.StoreOf(client, await server.NewBucketAsync(), options: Quick);
        var content = StoreFiles.Bytes(size);
        await store.WriteAsync("file", content);
        (await store.ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
        proxy.Requests.Count(line => line.Contains(part, StringComparison.Ordinal)).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Write_TheServiceStaysBusy_FailsAndLeavesNothing()
    {
        var bucket = await server.NewBucketAsync();
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, FaultyProxy.First(1000, "partNumber=2", new(FaultKind.Busy)));
        using var client = Client(proxy);
        var failure = await Should.ThrowAsync<IOException>(
            () => S3Server.StoreOf(client, bucket, options: Quick with { Attempts = 2 }).WriteAsync("file", StoreFiles.Bytes(11 * MiB)));
        failure.Message.ShouldBe($"cannot write s3://{bucket}/file: the store is too busy (503 SlowDown) (tried 2 times)");
        proxy.Requests.ShouldContain(line => line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_NobodyAnswers_SaysWhy()
    {
        Uri address;
        await using (var proxy = new FaultyProxy(server.Options.Endpoint!))
        {
            address = proxy.Address;
        }

        using var client = S3Client.Create(server.Options with { Endpoint = address });
        var failure = await Should.ThrowAsync<IOException>(async () => await S3Server.StoreOf(client, "bucket", options: Quick).OpenAsync("file", Token));
        failure.Message.ShouldBe("cannot read s3://bucket/file: the connection failed (ConnectionRefused) (tried 7 times)");
    }

    [Fact]
    public async Task Read_AccessIsDenied_IsNotTriedAgain()
    {
        await using var proxy = new FaultyProxy(server.Options.Endpoint!);
        using var client = S3Client.Create(server.Options with { Endpoint = proxy.Address, AccessKey = "another" });
        await Should.ThrowAsync<IOException>(async () => await S3Server.StoreOf(client, "bucket").OpenAsync("file", Token));
        proxy.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_IsCancelled_EndsAtOnce()
    {
        await using var proxy = new FaultyProxy(server.Options.Endpoint!, _ => new(FaultKind.Freeze));
        using var client = Client(proxy);
        using var stop = new CancellationTokenSource();
        var opening = S3Server.StoreOf(client, "bucket").OpenAsync("file", stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(opening);
    }

    private AmazonS3Client Client(FaultyProxy proxy) => S3Client.Create(server.Options with { Endpoint = proxy.Address });

    private async Task<(string Bucket, byte[] Content)> WrittenAsync(int size)
    {
        var bucket = await server.NewBucketAsync();
        var content = StoreFiles.Bytes(size);
        await S3Server.StoreOf(server.Client, bucket).WriteAsync("file", content);
        return (bucket, content);
    }
}
