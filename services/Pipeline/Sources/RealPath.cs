namespace Text2Llm.Pipeline.Sources;

/// <summary>Paths without links, so that two names of one place are told to be one.</summary>
internal static class RealPath
{
    // As many as Linux follows before it takes them for a circle.
    private const int MostLinks = 40;

    /// <summary>
    /// A full path with every link on the way followed; what is not there, and a link in a circle, stays as it is written.
    /// </summary>
    public static string Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>();
        Push(rest, path[real.Length..]);
        for (var links = 0; rest.TryPop(out var name);)
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, name);
            if (links < MostLinks && TargetOf(next) is { } target)
            {
                links++;
                var root = Path.GetPathRoot(target)!;
                real = root.Length > 0 ? root : real;
                Push(rest, target[root.Length..]);
            }
            else
            {
                real = next;
            }
        }

        return real;
    }

    /// <summary>Whether a path is a folder or within it; both are full.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var name in path.Split(Path.DirectorySeparatorChar).Reverse())
        {
            if (name is not ("" or "."))
            {
                rest.Push(name);
            }
        }
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { Length: > 0 } target ? target : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
