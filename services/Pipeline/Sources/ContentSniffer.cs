using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Tells from the first bytes of a file what it holds.</summary>
internal static class ContentSniffer
{
    private static readonly byte[] Bzip2Block = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0x28, 0xb5, 0x2f, 0xfd], "zstd"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "xz"),
        ([(byte)'P', (byte)'K', 3, 4], "ZIP"),
        ([(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-'], "PDF"),
    ];

    /// <summary>The length of a byte order mark.</summary>
    /// <param name="head">The first bytes of the content.</param>
    /// <param name="tail">The last bytes of the file, or none.</param>
    /// <exception cref="SourceProblemException">The content is no UTF-8 text.</exception>
    public static int SkipMarkOrRefuse(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            throw new SourceProblemException(RejectReasons.NotText, "UTF-16 or UTF-32 by its byte order mark; this version reads UTF-8");
        }

        if (Other(head, tail) is { } name)
        {
            throw new SourceProblemException(
                RejectReasons.NotText, $"{name} by its first bytes; this version reads plain text, JSON Lines and gzip of them");
        }

        return head.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>Refuses content with a zero byte, of which no part can be text.</summary>
    /// <exception cref="SourceProblemException">There is a zero byte.</exception>
    public static void RefuseZero(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf((byte)0) is >= 0 and var zero)
        {
            throw new SourceProblemException(RejectReasons.NotText, $"a zero byte at offset {zero}: the file is binary");
        }
    }

    /// <summary>The format of a file, why it was taken for that, and whether anything speaks for it.</summary>
    public static (SourceFormat Format, string Why, bool Known) FormatOf(string name, ReadOnlySpan<byte> head)
    {
        var bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        var extension = Path.GetExtension(bare);
        return extension.ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => (SourceFormat.Jsonl, $"named {extension}", true),
            ".JSON" when head.TrimStart(" \t\r\n"u8).StartsWith("["u8) => throw new SourceProblemException(
                RejectReasons.NotText, "a JSON array; this version reads JSON Lines, one object on each line"),
            ".JSON" => (SourceFormat.Jsonl, $"named {extension}", true),
            ".TXT" or ".TEXT" or ".MD" or ".RST" => (SourceFormat.Text, $"named {extension}", true),
            _ when FirstLineIsObject(head) => (SourceFormat.Jsonl, "the first line is a JSON object", true),
            _ => (SourceFormat.Text, "the first line is no JSON object", false),
        };
    }

    private static string? Other(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        foreach (var (magic, name) in Others)
        {
            if (head.StartsWith(magic))
            {
                return name;
            }
        }

        // Four letters with which a text may begin too, and a file of the format ends as well.
        if (head.StartsWith("PAR1"u8) && tail.EndsWith("PAR1"u8) && head.Length > 4)
        {
            return "Parquet";
        }

        return head.Length > 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9' && head[4..].StartsWith(Bzip2Block)
            ? "bzip2"
            : null;
    }

    private static bool FirstLineIsObject(ReadOnlySpan<byte> head)
    {
        var content = head.TrimStart(" \t\r\n"u8);
        var end = content.IndexOf((byte)'\n');
        var line = (end < 0 ? content : content[..end]).TrimEnd(" \t\r"u8);
        if (!line.StartsWith("{"u8))
        {
            return false;
        }

        // A first line longer than the head cannot be parsed whole; a quoted name after the brace must do.
        if (end < 0 && head.Length >= 64 * 1024)
        {
            return line[1..].TrimStart(" \t"u8).StartsWith("\""u8);
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
