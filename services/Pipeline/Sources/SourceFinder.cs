namespace Text2Llm.Pipeline.Sources;

/// <summary>Finds the files that a job's paths, folders and globs stand for.</summary>
/// <param name="excluded">Folders from which nothing is taken.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class SourceFinder(IReadOnlyCollection<string> excluded, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, (long Length, string? Problem)> _found = new(StringComparer.Ordinal);
    private readonly List<string> _roots = [];

    /// <summary>Adds what a path stands for; false when that is nothing.</summary>
    public bool Add(string path)
    {
        var pattern = GlobPattern.Parse(path);
        if (pattern.Segments.Count == 0)
        {
            var file = new FileInfo(pattern.Root);
            _roots.Add(file.DirectoryName!);
            return file.Exists && Take(file.FullName, LengthOf(file));
        }

        _roots.Add(pattern.Root);
        var matched = 0;
        Expand(new DirectoryInfo(pattern.Root), pattern.Segments, [RealPath(new DirectoryInfo(pattern.Root))], ref matched);
        return matched > 0;
    }

    public SourceSet ToSet()
    {
        var folder = _roots.Aggregate(CommonFolder);
        var files = _found
            .Select(file => new SourceFile(
                file.Key,
                Path.GetRelativePath(folder, file.Key).Replace(Path.DirectorySeparatorChar, '/'),
                file.Value.Length,
                file.Value.Problem))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        return new SourceSet(folder, [.. files]);
    }

    /// <param name="folder">The folder to look into.</param>
    /// <param name="segments">The pattern's rest.</param>
    /// <param name="chain">The real paths of the folders above, so that a link back to one of them is not followed for ever.</param>
    /// <param name="matched">Counts the files that the pattern matches.</param>
    private void Expand(DirectoryInfo folder, IReadOnlyList<string> segments, IReadOnlyList<string> chain, ref int matched)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var segment = segments[0];
        IReadOnlyList<string> rest = [.. segments.Skip(1)];
        foreach (var entry in Entries(folder, ref matched))
        {
            if (entry is DirectoryInfo child)
            {
                var below = segment == "**" ? segments : rest;
                if (below.Count > 0 && (segment == "**" || GlobPattern.Matches(segment, child.Name)) && Enter(child, chain) is { } longer)
                {
                    Expand(child, below, longer, ref matched);
                }
            }
            else if (rest.Count == 0 && GlobPattern.Matches(segment, entry.Name))
            {
                matched += Take(entry.FullName, LengthOf((FileInfo)entry)) ? 1 : 0;
            }
        }

        if (segment == "**")
        {
            Expand(folder, rest, chain, ref matched);
        }
    }

    private FileSystemInfo[] Entries(DirectoryInfo folder, ref int matched)
    {
        try
        {
            return folder.Exists ? folder.GetFileSystemInfos() : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            matched += Take(folder.FullName, 0, $"the folder cannot be read: {exception.Message}") ? 1 : 0;
            return [];
        }
    }

    private bool Take(string path, long length, string? problem = null)
    {
        if (excluded.Any(folder => IsWithin(path, folder)))
        {
            return false;
        }

        _found.TryAdd(path, (length, problem));
        return true;
    }

    private List<string>? Enter(DirectoryInfo folder, IReadOnlyList<string> chain)
    {
        var real = RealPath(folder);
        return excluded.Contains(real) || chain.Contains(real) ? null : [.. chain, real];
    }

    private static string RealPath(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return folder.FullName;
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0; // Opening it will fail too, and then its problem is recorded.
        }
    }

    private static string CommonFolder(string a, string b)
    {
        while (!IsWithin(b, a))
        {
            a = Path.GetDirectoryName(a)!;
        }

        return a;
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
