using System.Text;

namespace Text2Llm.Pipeline.Records.Markdown;

/// <summary>The fields at the beginning of a Markdown file: YAML between lines of three dashes, or TOML between lines of three plus signs.</summary>
internal static class FrontMatter
{
    // A file that begins with a line of dashes, and has another far away, has no front matter.
    private const int MaxBytes = 64 * 1024;

    /// <summary>The fields as a JSON object; empty where there are none that make sense, and all is text.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="length">How long the front matter is, with its lines of dashes and the blank lines behind it.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> file, out int length)
    {
        length = 0;
        var yaml = file.StartsWith("---"u8);
        if (!yaml && !file.StartsWith("+++"u8))
        {
            return default;
        }

        var begin = LineEnd(file, 0);
        for (var at = begin; at < file.Length && at < MaxBytes;)
        {
            var end = LineEnd(file, at);
            var line = file[at..end].TrimEnd(" \t\r\n"u8);
            if (line.SequenceEqual(file[..3]) || (yaml && line.SequenceEqual("..."u8)))
            {
                var text = Encoding.UTF8.GetString(file[begin..at]);
                var fields = file[3..begin].TrimEnd(" \t\r\n"u8).IsEmpty ? yaml ? YamlFields.Read(text) : TomlFields.Read(text) : null;
                length = fields is null ? 0 : end + file[end..].Length - file[end..].TrimStart("\r\n"u8).Length;
                return fields ?? default(ReadOnlyMemory<byte>);
            }

            at = end;
        }

        return default;
    }

    private static int LineEnd(ReadOnlySpan<byte> file, int at) => file[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end + 1 : file.Length;
}
