using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Tells formats that are not text from their first bytes.</summary>
internal static class BinarySniffer
{
    private static readonly (byte[] Magic, string Name)[] NotRead =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ([.. "GIF8"u8, (byte)'9', (byte)'a'], "a GIF image"),
        ([0x7f, .. "ELF"u8], "a program"),
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "an old Office file; save it as DOCX or CSV"),
        ([.. "Rar!"u8, 0x1a, 7], "a RAR archive"),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        ([.. "SQLite format 3"u8, 0], "an SQLite database"),
    ];

    /// <summary>The format, or null of what may be text.</summary>
    /// <exception cref="SourceProblemException">It is of a format that is not read.</exception>
    public static async ValueTask<SourceFormat?> FormatOfAsync(SourceBytes bytes, CancellationToken cancellationToken)
    {
        var head = bytes.Buffered;
        if (NotRead.FirstOrDefault(other => head.Span.StartsWith(other.Magic)).Name is { } name)
        {
            throw new SourceProblemException(RejectReasons.NotText, $"{name} by its first bytes");
        }

        return head.Span.StartsWith("%PDF-"u8) ? SourceFormat.Pdf
            : head.Span.StartsWith("ARROW1\0\0"u8) || IsArrowStream(head.Span) ? SourceFormat.Arrow
            : head.Span.StartsWith("PAR1"u8) && await EndsLikeParquetAsync(bytes, cancellationToken).ConfigureAwait(false) ? SourceFormat.Parquet
            : null;
    }

    // A mark of four bytes that no text begins with, and the length of the schema's message.
    private static bool IsArrowStream(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xff, 0xff, 0xff]) && head[6] == 0 && head[7] == 0;

    // Four letters with which a text may begin too, and a file of the format ends as well.
    private static async ValueTask<bool> EndsLikeParquetAsync(SourceBytes bytes, CancellationToken cancellationToken)
    {
        var head = bytes.Buffered.Length;
        if (head <= 4 || bytes.File is not { } file)
        {
            return head > 12 && bytes.Buffered.Span[4] < (byte)' ';
        }

        var position = file.Position;
        var tail = new byte[4];
        file.Position = Math.Max(4, file.Length - tail.Length);
        var read = await file.ReadAtLeastAsync(tail, tail.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        file.Position = position;
        return tail.AsSpan(0, read).SequenceEqual("PAR1"u8);
    }
}
