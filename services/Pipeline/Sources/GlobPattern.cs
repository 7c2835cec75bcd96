using System.IO.Enumeration;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// A path with wildcards: * for any part of a name, ? for one character, ** for any number of folders. A folder stands for
/// everything under it.
/// </summary>
internal sealed class GlobPattern
{
    private GlobPattern(string root, IReadOnlyList<string> segments)
    {
        Root = root;
        Segments = segments;
    }

    /// <summary>The part before the first wildcard: a folder, or the whole path of a single file.</summary>
    public string Root { get; }

    /// <summary>The names and wildcards under the root; none for a single file.</summary>
    public IReadOnlyList<string> Segments { get; }

    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    public static GlobPattern Parse(string path)
    {
        // A path that exists as it stands is taken as it stands, whatever characters its name has.
        if (Directory.Exists(path))
        {
            return new GlobPattern(path, ["**", "*"]);
        }

        if (File.Exists(path) || !IsGlob(path))
        {
            return new GlobPattern(path, []);
        }

        var parts = path.Split(Path.DirectorySeparatorChar);
        var wild = Array.FindIndex(parts, IsGlob);
        var segments = new List<string>();
        foreach (var part in parts[wild..])
        {
            if (part.Length > 0 && !(part == "**" && segments.Count > 0 && segments[^1] == "**"))
            {
                segments.Add(part);
            }
        }

        if (segments[^1] == "**")
        {
            segments.Add("*");
        }

        var root = string.Join(Path.DirectorySeparatorChar, parts[..wild]);
        return new GlobPattern(root.Length == 0 ? Path.GetPathRoot(path)! : root, segments);
    }

    // The library's matcher takes a backslash for an escape.
    public static bool Matches(string segment, string name) =>
        FileSystemName.MatchesSimpleExpression(segment.Replace("\\", @"\\", StringComparison.Ordinal), name, ignoreCase: false);
}
