using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Tells from the first bytes of a file what it holds.</summary>
internal static class ContentSniffer
{
    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0x28, 0xb5, 0x2f, 0xfd], "zstd"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "xz"),
        ([(byte)'B', (byte)'Z', (byte)'h', (byte)'9', 0x31, 0x41, 0x59], "bzip2"),
        ([(byte)'P', (byte)'K', 3, 4], "ZIP"),
        ([(byte)'P', (byte)'A', (byte)'R', (byte)'1'], "Parquet"),
        ([(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-'], "PDF"),
    ];

    /// <summary>The length of a byte order mark.</summary>
    /// <exception cref="SourceProblemException">The content is no UTF-8 text.</exception>
    public static int SkipMarkOrRefuse(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            throw new SourceProblemException(RejectReasons.NotText, "UTF-16 or UTF-32 by its byte order mark; this version reads UTF-8");
        }

        foreach (var (magic, name) in Others)
        {
            if (head.StartsWith(magic))
            {
                throw new SourceProblemException(
                    RejectReasons.NotText, $"{name} by its first bytes; this version reads plain text, JSON Lines and gzip of them");
            }
        }

        if (head.IndexOf((byte)0) is >= 0 and var zero)
        {
            throw new SourceProblemException(RejectReasons.NotText, $"a zero byte at offset {zero}: the file is binary");
        }

        return head.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>The format of a file, and why it was taken for that.</summary>
    public static (SourceFormat Format, string Why) FormatOf(string name, ReadOnlySpan<byte> head)
    {
        var bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        var extension = Path.GetExtension(bare);
        return extension.ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => (SourceFormat.Jsonl, $"named {extension}"),
            ".JSON" when head.TrimStart(" \t\r\n"u8).StartsWith("["u8) => throw new SourceProblemException(
                RejectReasons.NotText, "a JSON array; this version reads JSON Lines, one object on each line"),
            ".JSON" => (SourceFormat.Jsonl, $"named {extension}"),
            ".TXT" or ".TEXT" or ".MD" or ".RST" => (SourceFormat.Text, $"named {extension}"),
            _ when FirstLineIsObject(head) => (SourceFormat.Jsonl, "the first line is a JSON object"),
            _ => (SourceFormat.Text, "the first line is no JSON object"),
        };
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
