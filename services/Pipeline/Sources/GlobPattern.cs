using System.IO.Enumeration;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// A path with wildcards: * for any part of a name, ? for one character, ** for any number of folders. A folder stands for
/// everything under it.
/// </summary>
internal sealed class GlobPattern
{
    /// <summary>The segments that everything under a folder matches.</summary>
    public static readonly IReadOnlyList<string> Everything = ["**", "*"];

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
            return new GlobPattern(path, Everything);
        }

        if (File.Exists(path) || !IsGlob(path))
        {
            return new GlobPattern(path, []);
        }

        var parts = path.Split(Path.DirectorySeparatorChar);
        var wild = Array.FindIndex(parts, IsGlob);
        var root = string.Join(Path.DirectorySeparatorChar, parts[..wild]);
        return new GlobPattern(root.Length == 0 ? Path.GetPathRoot(path)! : root, SegmentsOf(parts[wild..]));
    }

    /// <summary>The names and wildcards of a path, as they are matched one after another.</summary>
    public static IReadOnlyList<string> SegmentsOf(IEnumerable<string> parts)
    {
        var segments = new List<string>();
        foreach (var part in parts)
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

        return segments;
    }

    /// <summary>Whether segments match the names of a path, all of them.</summary>
    public static bool Matches(IReadOnlyList<string> segments, ReadOnlySpan<string> names, int at = 0)
    {
        if (at == segments.Count || names.IsEmpty)
        {
            return at == segments.Count && names.IsEmpty;
        }

        return segments[at] == "**"
            ? Matches(segments, names, at + 1) || Matches(segments, names[1..], at)
            : Matches(segments[at], names[0]) && Matches(segments, names[1..], at + 1);
    }

    // The library's matcher takes a backslash for an escape.
    public static bool Matches(string segment, string name) =>
        FileSystemName.MatchesSimpleExpression(segment.Replace("\\", @"\\", StringComparison.Ordinal), name, ignoreCase: false);
}
