using System.IO.Compression;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// gzip streams that tell when the data ends too early. By default the runtime takes such an end for the end of the file, and a
/// truncated file would pass for a whole one.
/// </summary>
internal static class Gzip
{
    // A gzip header with nothing after it.
    private static readonly byte[] Truncated = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];

    static Gzip()
    {
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        try
        {
            using var stream = new GZipStream(new MemoryStream(Truncated), CompressionMode.Decompress);
            stream.CopyTo(Stream.Null);
        }
        catch (InvalidDataException)
        {
            return;
        }

        throw new InvalidOperationException(
            "Truncated gzip files would go unnoticed: set System.IO.Compression.UseStrictValidation before anything is decompressed.");
    }

    public static bool IsMagic(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    public static GZipStream Decompress(Stream stream) => new(stream, CompressionMode.Decompress);
}
