using System.Text;
using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>
/// Turns a page's bytes into text: by its byte order mark, else by what its header says, else by what it says of itself near its
/// beginning, else as UTF-8. What is not valid becomes U+FFFD.
/// </summary>
internal static partial class PageCharset
{
    // As far as browsers look.
    private const int Beginning = 1024;

    /// <summary>The text.</summary>
    /// <param name="body">The page's bytes.</param>
    /// <param name="declared">The charset of its header, or null.</param>
    /// <param name="looksInside">Whether a page of its kind may name its charset itself.</param>
    public static string Decode(ReadOnlyMemory<byte> body, string? declared, bool looksInside)
    {
        var bytes = body.Span;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        var encoding = Find(declared) ?? (looksInside ? FindInside(bytes) : null) ?? Encoding.UTF8;
        return encoding.GetString(bytes);
    }

    private static Encoding? FindInside(ReadOnlySpan<byte> bytes)
    {
        var beginning = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Beginning)]);

        // A page whose own words could be read as ASCII is not in UTF-16, whatever they say.
        return Find(Named().Match(beginning).Groups["name"].Value) is { } named && named is not UnicodeEncoding ? named : null;
    }

    private static Encoding? Find(string? name)
    {
        switch (name?.Trim('"', '\'', ' ').ToLowerInvariant())
        {
            case null or "":
                return null;
            case "iso-8859-1" or "latin1" or "us-ascii" or "ascii":
                // What calls itself so is this in truth, and browsers have long read it so.
                return CodePagesEncodingProvider.Instance.GetEncoding(1252);
            case { } label:
                try
                {
                    return CodePagesEncodingProvider.Instance.GetEncoding(label) ?? Encoding.GetEncoding(label);
                }
                catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
                {
                    return null;
                }
        }
    }

    [GeneratedRegex(
        """<meta\b[^>]{0,256}?\bcharset\s*=\s*["']?(?<name>[\w:.-]{1,40})|^\s*<\?xml\b[^>]{0,256}?\bencoding\s*=\s*["'](?<name>[\w:.-]{1,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
