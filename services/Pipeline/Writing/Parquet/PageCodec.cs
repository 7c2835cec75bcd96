using System.IO.Compression;
using Text2Llm.Pipeline.Jobs;
using ZstdNet;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>Compresses pages.</summary>
internal sealed class PageCodec(OutputCompression compression) : IDisposable
{
    private readonly Compressor? _zstd =
        compression is OutputCompression.Auto or OutputCompression.Zstd ? OutputZstd.NewCompressor() : null;

    private readonly MemoryStream _output = new();

    /// <summary>The codec's number in the format.</summary>
    public int Id => compression switch
    {
        OutputCompression.None => 0,
        OutputCompression.Gzip => 2,
        _ => 6,
    };

    /// <summary>A page's compressed bytes, valid until the next page.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page)
    {
        _output.SetLength(0);
        if (_zstd is not null)
        {
            _output.SetLength(Compressor.GetCompressBound(page.Length));
            return _output.GetBuffer().AsSpan(0, _zstd.Wrap(page, _output.GetBuffer()));
        }

        if (compression == OutputCompression.None)
        {
            return page;
        }

        using (var gzip = new GZipStream(_output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(page);
        }

        return _output.GetBuffer().AsSpan(0, (int)_output.Length);
    }

    public void Dispose() => _zstd?.Dispose();
}
