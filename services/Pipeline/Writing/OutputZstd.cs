using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// How the data files are compressed by zstd: level 1, with a table of matches twice as large. It takes less than half the time of level 3,
/// the usual one, for files a sixth larger.
/// </summary>
internal static class OutputZstd
{
    private const int Level = 1;
    private const int HashBits = 15;

    /// <summary>Compresses pages, each by itself.</summary>
    public static Compressor NewCompressor()
    {
        var compressor = new Compressor(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, HashBits);
        return compressor;
    }

    /// <summary>Compresses what is written to it into a stream, which it leaves open.</summary>
    public static CompressionStream NewStream(Stream output)
    {
        var stream = new CompressionStream(output, Level, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, HashBits);
        return stream;
    }
}
