using System.Buffers;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Scanning;

/// <summary>A shard's records, as a scan writes them and later stages read them.</summary>
public sealed class RecordFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Block_AnyBytes_AreReadBack(bool compress)
    {
        byte[][] plains = [[], [1], new byte[100_000], Noise(100_000)];
        await WriteAsync(plains, compress);
        var reader = await RecordFileReader.OpenAsync(Store(), 0, TestContext.Current.CancellationToken);
        await using (reader)
        {
            // There and back, for a block of either kind comes behind one of the other.
            foreach (var number in Enumerable.Range(0, plains.Length).Concat(Enumerable.Range(0, plains.Length).Reverse()))
            {
                var block = await reader.BlockAsync(number, TestContext.Current.CancellationToken);
                block.ToArray().ShouldBe(plains[number]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Block_AByteIsOther_IsTold(bool compress)
    {
        await WriteAsync([new byte[1000]], compress);
        var path = _folder[ShardFiles.Records(0)];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[RecordBlock.HeaderBytes + 4] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var reader = await RecordFileReader.OpenAsync(Store(), 0, TestContext.Current.CancellationToken);
        await using (reader)
        {
            await Should.ThrowAsync<DamagedFileException>(
                async () => await reader.BlockAsync(0, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Of_CompressionSavesNothing_LeavesTheBytesAsTheyAre()
    {
        using var compressor = new ZstdSharp.Compressor(RecordBlock.Level);
        var noise = Noise(10_000);
        using var block = RecordBlock.Of(Pooled(noise), compressor);
        block.Bytes.ToArray().ShouldBe(noise);
        block.PlainLength.ShouldBe(noise.Length);
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private async Task WriteAsync(IEnumerable<byte[]> plains, bool compress)
    {
        using var compressor = compress ? new ZstdSharp.Compressor(RecordBlock.Level) : null;
        var writer = await RecordFileWriter.CreateAsync(Store(), 0, TestContext.Current.CancellationToken);
        await using (writer)
        {
            foreach (var plain in plains)
            {
                using var block = RecordBlock.Of(Pooled(plain), compressor);
                await writer.AddAsync(block, [], TestContext.Current.CancellationToken);
            }

            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }
    }

    private FolderStore Store() => new(_folder.Path, durable: false);

    private static PooledBytes Pooled(byte[] bytes)
    {
        var pooled = new PooledBytes();
        pooled.Write(bytes);
        return pooled;
    }
}
