using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>Tells from the first bytes how a file is compressed.</summary>
internal static class CompressionSniffer
{
    private static readonly string[] Extensions = [".gz", ".gzip", ".bgz", ".zst", ".zstd", ".bz2", ".xz"];

    private static ReadOnlySpan<byte> Bzip2Block => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> Bzip2End => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    /// <summary>How content with these first bytes is compressed; never auto.</summary>
    public static SourceCompression Of(ReadOnlySpan<byte> head) =>
        Gzip.IsMagic(head) ? SourceCompression.Gzip
        : IsZstd(head) ? SourceCompression.Zstd
        : IsXz(head) ? SourceCompression.Xz
        : IsBzip2(head) ? SourceCompression.Bzip2
        : SourceCompression.None;

    public static bool IsXz(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]);

    /// <summary>A file's name without what says how it is compressed.</summary>
    public static string BareName(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Equals(".tgz", StringComparison.OrdinalIgnoreCase) ? $"{name[..^4]}.tar"
            : Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase) ? name[..^extension.Length]
            : name;
    }

    // A frame, or one that holds nothing of the content, as some tools put first.
    private static bool IsZstd(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
        || (head.Length >= 4 && (head[0] & 0xf0) == 0x50 && head[1..].StartsWith((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18]));

    // A text may begin with "BZh1" too; only with what follows it is bzip2.
    private static bool IsBzip2(ReadOnlySpan<byte> head) =>
        head.Length > 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
        && (head[4..].StartsWith(Bzip2Block) || head[4..].StartsWith(Bzip2End));
}
