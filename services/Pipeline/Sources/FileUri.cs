using System.Text.RegularExpressions;

namespace Text2Llm.Pipeline.Sources;

/// <summary>A place in the file system as a job names it: a path, or a file:// URI.</summary>
internal static partial class FileUri
{
    /// <summary>What is wrong with a URI, or null.</summary>
    public static string? Mistake(string uri)
    {
        if (string.IsNullOrWhiteSpace(uri) || uri.Contains('\0', StringComparison.Ordinal))
        {
            return "is empty; name a file or folder";
        }

        var scheme = Scheme().Match(uri);
        return scheme.Success switch
        {
            true when !scheme.Groups[1].ValueSpan.Equals("file", StringComparison.OrdinalIgnoreCase) =>
                $"'{uri}' is not a file; this version reads and writes local files only: use a path or file:///…",
            true when !Local().IsMatch(uri) => $"'{uri}' names another machine; use file:///path",
            _ => null,
        };
    }

    /// <summary>The full path of a URI that has no mistake.</summary>
    public static string ToPath(string uri, string folder)
    {
        var local = Local().Match(uri);
        var path = local.Success ? Uri.UnescapeDataString(uri[(local.Length - 1)..]) : uri;
        return Path.GetFullPath(path, folder);
    }

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex("^file://(localhost)?/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Local();
}
