using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Tests;

public sealed class StoresTests(S3Server server)
{
    [Fact]
    public async Task Open_S3Uri_LeadsToTheObject()
    {
        var bucket = await server.NewBucketAsync();
        await S3Server.StoreOf(server.Client, bucket).WriteAsync("a b/100%.txt", new byte[3]);
        using var stores = new Stores(server.Options, new TransferOptions(), TimeProvider.System);
        var place = stores.Open($"s3://{bucket}/a b/100%.txt");
        (await place.Store.ReadAsync(place.Name)).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("s3:///key", "'s3:///key' names no bucket; use s3://bucket/key")]
    [InlineData("ftp://user:secret@host/x", "a URI of ftp names no place that will do here; use a path, file:///… or s3://…")]
    public void Open_NoStore_SaysWhatWouldDo(string uri, string mistake)
    {
        using var stores = new Stores(new S3Options(), new TransferOptions(), TimeProvider.System);
        Should.Throw<FormatException>(() => stores.Open(uri)).Message.ShouldBe(mistake);
    }
}
