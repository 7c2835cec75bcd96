using System.Text.RegularExpressions;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// A place as a job names it: a path or file:///path on this machine, s3://bucket/key in a bucket, or https://… for a single file to read.
/// </summary>
internal static partial class PlaceUri
{
    private const string Usable = "use a path, file:///path, s3://bucket/key or https://…";

    /// <summary>What is wrong with the name of a place to read, or null.</summary>
    public static string? Mistake(string uri)
    {
        if (string.IsNullOrWhiteSpace(uri) || uri.Contains('\0', StringComparison.Ordinal))
        {
            return "is empty; name a file or folder";
        }

        return SchemeOf(uri) switch
        {
            null => null,
            "file" => Local().IsMatch(uri) ? null : $"'{uri}' names another machine; use file:///path",
            "s3" => Bucket().IsMatch(uri) ? null : $"'{uri}' names no bucket; use s3://bucket/key",
            "https" or "http" => Uri.TryCreate(uri, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
                ? null
                : "is no URL; use https://host/path, without a user's name",
            var other => $"a URI of {other} names no place that is known; {Usable}",
        };
    }

    /// <summary>What is wrong with the name of a folder to write, or null.</summary>
    public static string? OutputMistake(string uri) => Mistake(uri) is { } mistake ? mistake
        : IsUrl(uri) ? $"'{Shown(uri)}' is for reading alone; name a folder or s3://bucket/prefix/"
        : GlobPattern.IsGlob(uri) ? $"'{uri}' will not do; name one folder, without * or ?"
        : null;

    /// <summary>Whether a place is on this machine.</summary>
    public static bool IsLocal(string uri) => SchemeOf(uri) is null or "file";

    /// <summary>Whether a place is a single file behind a URL, which has neither folders nor wildcards.</summary>
    public static bool IsUrl(string uri) => SchemeOf(uri) is "https" or "http";

    /// <summary>A place for people: without the query of a URL, which may be a signature.</summary>
    public static string Shown(string uri) => IsUrl(uri) && Uri.TryCreate(uri, UriKind.Absolute, out var url)
        ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped)
        : uri;

    /// <summary>A place without a mistake, in full: a path, or a URI as it is.</summary>
    /// <param name="uri">The place.</param>
    /// <param name="folder">The folder to which paths are relative.</param>
    public static string Resolve(string uri, string folder)
    {
        if (!IsLocal(uri))
        {
            return uri;
        }

        var local = Local().Match(uri);
        var path = local.Success ? Uri.UnescapeDataString(uri[(local.Length - 1)..]) : uri;
        return Path.GetFullPath(path, folder);
    }

    // In lower case; null for a path.
    private static string? SchemeOf(string uri) =>
        Scheme().Match(uri) is { Success: true } scheme ? scheme.Groups[1].Value.ToLowerInvariant() : null;

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex("^file://(localhost)?/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Local();

    [GeneratedRegex("^s3://[^/*?]+(/|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Bucket();
}
