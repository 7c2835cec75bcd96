using System.Globalization;
using Amazon.S3.Model;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Tests;

public sealed class S3FileStoreTests(S3Server server)
{
    private const int MiB = 1024 * 1024;

    // The smallest parts that S3 knows.
    private static readonly TransferOptions SmallParts = new() { PartBytes = 5 * MiB };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * MiB)]
    [InlineData((5 * MiB) + 1)]
    [InlineData(23 * MiB)]
    public async Task File_OfAnySize_IsReadAsItWasWritten(int size)
    {
        var store = await server.NewStoreAsync("a/prefix/", SmallParts);
        var content = StoreFiles.Bytes(size);
        await store.WriteAsync("file", content);
        (await store.ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await store.FindAsync("file", Token))!.Length.ShouldBe(size);
        (await store.ListAsync()).ShouldHaveSingleItem().ShouldBe(await store.FindAsync("file", Token));
    }

    [Fact]
    public async Task File_WrittenInSmallPieces_IsReadAsItWasWritten()
    {
        var store = await server.NewStoreAsync(options: SmallParts);
        var content = StoreFiles.Bytes(12 * MiB);
        await using (var file = await store.CreateAsync("file", Token))
        {
            for (var at = 0; at < content.Length; at += 100_003)
            {
                // As libraries that compress do.
                file.Content.Write(content.AsSpan(at, Math.Min(100_003, content.Length - at)));
            }

            await file.CompleteAsync(Token);
        }

        (await store.ReadAsync("file")).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_AHundredMegabytes_TakesFewRequests()
    {
        var bucket = await server.NewBucketAsync();
        var content = StoreFiles.Bytes(100 * MiB);
        await S3Server.StoreOf(server.Client, bucket).WriteAsync("large", content);
        await using var proxy = new FaultyProxy(server.Options.Endpoint!);
        using var client = S3.S3Client.Create(server.Options with { Endpoint = proxy.Address });

        await using var file = await S3Server.StoreOf(client, bucket).OpenAsync("large", Token);
        var buffer = new byte[4096];
        var same = true;
        for (var at = 0; at < content.Length; at += buffer.Length)
        {
            await file.ReadExactlyAsync(buffer, Token);
            same &= buffer.AsSpan().SequenceEqual(content.AsSpan(at, buffer.Length));
        }

        same.ShouldBeTrue();
        (await file.ReadAsync(buffer, Token)).ShouldBe(0);
        proxy.Requests.Count.ShouldBe(1 + (int)Math.Ceiling(99 / 8.0), string.Join('\n', proxy.Requests));
    }

    [Fact]
    public async Task Read_FromAnywhere_GivesWhatIsThere()
    {
        var store = await server.NewStoreAsync(options: new() { FirstReadBytes = 1000, ReadBytes = 7000 });
        var content = StoreFiles.Bytes(100_000);
        await store.WriteAsync("file", content);
        await using var file = await store.OpenAsync("file", Token);
        file.Length.ShouldBe(content.Length);
        var random = new Random(2);
        var buffer = new byte[20_000];
        for (var i = 0; i < 100; i++)
        {
            var at = file.Position;
            if (random.Next(3) > 0)
            {
                at = random.Next(content.Length + 10);
                file.Seek(at, SeekOrigin.Begin).ShouldBe(at);
            }

            var count = random.Next(buffer.Length);
            var read = await file.ReadAtLeastAsync(buffer.AsMemory(0, count), count, throwOnEndOfStream: false, Token);
            read.ShouldBe((int)Math.Clamp(content.Length - at, 0, count));
            buffer.AsSpan(0, read).SequenceEqual(content.AsSpan((int)Math.Min(at, content.Length), read)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Read_TheFileIsReplacedMeanwhile_Fails()
    {
        var bucket = await server.NewBucketAsync();
        var store = S3Server.StoreOf(server.Client, bucket, options: new() { FirstReadBytes = 1000 });
        await store.WriteAsync("file", StoreFiles.Bytes(5000));
        await using var file = await store.OpenAsync("file", Token);
        await store.WriteAsync("file", StoreFiles.Bytes(5000, seed: 2));
        var failure = await Should.ThrowAsync<IOException>(async () => await file.ReadExactlyAsync(new byte[5000], Token));
        failure.Message.ShouldBe($"cannot read s3://{bucket}/file: the file was changed while it was being read (412)");
    }

    [Fact]
    public async Task Write_NotCompleted_LeavesNothing()
    {
        var bucket = await server.NewBucketAsync();
        var store = S3Server.StoreOf(server.Client, bucket, options: SmallParts);
        await using (var file = await store.CreateAsync("file", Token))
        {
            await file.Content.WriteAsync(StoreFiles.Bytes(18 * MiB), Token);
        }

        (await store.FindAsync("file", Token)).ShouldBeNull();
        (await store.ListAsync()).ShouldBeEmpty();
        (await UnfinishedAsync(bucket)).ShouldBe(0);
    }

    [Fact]
    public async Task RemovePending_AWriterWasKilled_RemovesItsParts()
    {
        var bucket = await server.NewBucketAsync();
        var store = S3Server.StoreOf(server.Client, bucket, "ours/", SmallParts);
        foreach (var key in new[] { "ours/a", "ours/b", "theirs" })
        {
            await server.Client.InitiateMultipartUploadAsync(bucket, key, Token);
        }

        (await store.ListAsync()).ShouldBeEmpty();
        await store.RemovePendingAsync(Token);
        (await UnfinishedAsync(bucket)).ShouldBe(1);
    }

    [Fact]
    public async Task Write_TheSameFileTwiceAtOnce_LeavesOneOfThemWhole()
    {
        var store = await server.NewStoreAsync(options: SmallParts);
        byte[][] contents = [StoreFiles.Bytes(11 * MiB, 1), StoreFiles.Bytes(12 * MiB, 2), StoreFiles.Bytes(1000, 3)];
        await Task.WhenAll(contents.Select(content => store.WriteAsync("file", content)));
        var read = await store.ReadAsync("file");
        contents.Count(content => content.AsSpan().SequenceEqual(read)).ShouldBe(1);
    }

    [Fact]
    public async Task List_MoreThanAPage_GivesAllInOrdinalOrder()
    {
        var bucket = await server.NewBucketAsync();
        var store = S3Server.StoreOf(server.Client, bucket, "p/");
        var names = Enumerable.Range(0, 1100).Select(number => $"shard/{number.ToString(CultureInfo.InvariantCulture)}")
            .Append("shard/\uFF5E").Append("shard/\U0001F600").ToList();
        await Parallel.ForEachAsync(names, Token, async (name, _) => await store.WriteAsync(name, new byte[name.Length]));
        await store.WriteAsync("other", new byte[1]);
        await server.Client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "p/shard/folder/" }, Token);

        var found = await store.ListAsync("shard/");

        found.Select(file => (file.Name, file.Length)).ShouldBe(names.Order(StringComparer.Ordinal).Select(name => (name, (long)name.Length)));
    }

    [Theory]
    [InlineData("with spaces and  two")]
    [InlineData("100% of %20 and %2F")]
    [InlineData("Übung/日本語/😀.txt")]
    [InlineData("a+b=c&d?e#f;g:h@i,j$k!l'm(n)*~")]
    [InlineData("back\\slash")]
    [InlineData("two//slashes")]
    public async Task File_OfAnyName_IsFoundByIt(string name)
    {
        var store = await server.NewStoreAsync("a prefix/100%/", SmallParts);
        await store.WriteAsync(name, StoreFiles.Bytes(100));
        (await store.ReadAsync(name)).ShouldBe(StoreFiles.Bytes(100));
        await store.WriteAsync(name, StoreFiles.Bytes(6 * MiB));
        (await store.ListAsync()).ShouldHaveSingleItem().ShouldBe(await store.FindAsync(name, Token));
        (await store.ListAsync(name[..4])).Count.ShouldBe(1);
        await store.DeleteAsync(name, Token);
        (await store.FindAsync(name, Token)).ShouldBeNull();
        await store.DeleteAsync(name, Token);
    }

    [Fact]
    public async Task Open_NoSuchFile_SaysSo()
    {
        var bucket = await server.NewBucketAsync();
        var failure = await Should.ThrowAsync<FileNotFoundException>(async () => await S3Server.StoreOf(server.Client, bucket).OpenAsync("no file", Token));
        failure.Message.ShouldBe($"cannot read s3://{bucket}/no file: there is no such file (404 NoSuchKey)");
    }

    [Fact]
    public async Task List_NoSuchBucket_SaysSo()
    {
        var failure = await Should.ThrowAsync<IOException>(async () => await S3Server.StoreOf(server.Client, "no-bucket").ListAsync("x"));
        failure.ShouldNotBeOfType<FileNotFoundException>();
        failure.Message.ShouldBe("cannot list s3://no-bucket/x: there is no such bucket (404 NoSuchBucket)");
    }

    [Theory]
    [InlineData("another-key", null, "the store does not know the access key (403 InvalidAccessKeyId)")]
    [InlineData(null, "another-secret", "the secret key is wrong (403 SignatureDoesNotMatch)")]
    public async Task Write_WrongCredentials_SaysSoWithoutThem(string? access, string? secret, string cause)
    {
        var bucket = await server.NewBucketAsync();
        var options = server.Options with { AccessKey = access ?? server.Options.AccessKey, SecretKey = secret ?? server.Options.SecretKey };
        using var client = S3.S3Client.Create(options);
        var failure = await Should.ThrowAsync<IOException>(() => S3Server.StoreOf(client, bucket).WriteAsync("file", new byte[1]));
        failure.Message.ShouldBe($"cannot write s3://{bucket}/file: {cause}");
        failure.ToString().ShouldNotContain(options.SecretKey!);
        failure.ToString().ShouldNotContain(options.AccessKey!);
    }

    private async Task<int> UnfinishedAsync(string bucket) =>
        (await server.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket }, Token)).MultipartUploads?.Count ?? 0;
}
