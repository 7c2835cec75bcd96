namespace Text2Llm.Pipeline.Sources;

/// <summary>What a URI of a store stands for: a file, a folder (everything under it) or a glob.</summary>
/// <param name="Uri">The URI, as the job names it.</param>
/// <param name="Folder">The URI of the folder before the first wildcard, with a slash at its end.</param>
/// <param name="Prefix">What the URIs of all its files begin with, but for that of a single file.</param>
/// <param name="Segments">What is to match behind the folder.</param>
internal sealed record StorePattern(string Uri, string Folder, string Prefix, IReadOnlyList<string> Segments)
{
    public static StorePattern Of(string uri)
    {
        var root = uri.IndexOf("://", StringComparison.Ordinal) + 3;
        var key = uri.IndexOf('/', root) is >= 0 and var slash ? slash + 1 : uri.Length;
        if (!GlobPattern.IsGlob(uri[key..]))
        {
            var whole = uri.EndsWith('/') ? uri : uri + "/";
            return new(uri, whole, whole, GlobPattern.Everything);
        }

        var wildcard = key + uri.AsSpan(key).IndexOfAny('*', '?');
        var folder = uri[..(uri.LastIndexOf('/', wildcard) + 1)];
        return new(uri, folder, uri[..wildcard], GlobPattern.SegmentsOf(uri[folder.Length..].Split('/')));
    }

    /// <summary>Whether a file is meant.</summary>
    public bool Matches(string uri) =>
        uri == Uri || (uri.StartsWith(Prefix, StringComparison.Ordinal) && GlobPattern.Matches(Segments, uri[Folder.Length..].Split('/')));
}
