using System.Buffers;
using System.IO.Compression;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>Compresses pages.</summary>
internal sealed class PageCodec(OutputCompression compression) : IDisposable
{
    private readonly ZstdSharp.Compressor? _zstd =
        compression is OutputCompression.Auto or OutputCompression.Zstd ? new ZstdSharp.Compressor() : null;

    /// <summary>The codec's number in the format.</summary>
    public int Id => compression switch
    {
        OutputCompression.None => 0,
        OutputCompression.Gzip => 2,
        _ => 6,
    };

    /// <summary>A page's compressed bytes, in an array of the shared pool that the caller gives back.</summary>
    public ArraySegment<byte> Compress(ReadOnlySpan<byte> page)
    {
        if (_zstd is not null)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(ZstdSharp.Compressor.GetCompressBound(page.Length));
            return new ArraySegment<byte>(buffer, 0, _zstd.Wrap(page, buffer));
        }

        if (compression == OutputCompression.None)
        {
            var copy = ArrayPool<byte>.Shared.Rent(page.Length);
            page.CopyTo(copy);
            return new ArraySegment<byte>(copy, 0, page.Length);
        }

        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(page);
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)output.Length);
        output.GetBuffer().AsSpan(0, (int)output.Length).CopyTo(bytes);
        return new ArraySegment<byte>(bytes, 0, (int)output.Length);
    }

    public void Dispose() => _zstd?.Dispose();
}
