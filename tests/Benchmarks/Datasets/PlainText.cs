using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>Reads a page of documentation as plain text: HTML without its tags, manual pages without their requests.</summary>
internal static partial class PlainText
{
    public static string Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var text = reader.ReadToEnd();
        return path.Contains(".html", StringComparison.Ordinal) ? WebUtility.HtmlDecode(Markup().Replace(text, " "))
            : path.Contains("/man/", StringComparison.Ordinal) ? Requests().Replace(text, "")
            : text;
    }

    [GeneratedRegex("(?s)<(script|style|head|nav)\\b.*?</\\1>|<[^>]*>")]
    private static partial Regex Markup();

    // Lines that begin with a dot or a quote, and changes of font within a line.
    [GeneratedRegex("(?m)^[.'].*\\n|\\\\f[BIRP]|\\\\(?=-)|\\\\&")]
    private static partial Regex Requests();
}
