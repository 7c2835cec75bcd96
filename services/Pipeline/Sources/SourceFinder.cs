namespace Text2Llm.Pipeline.Sources;

/// <summary>Finds the files that a job's paths, folders and globs stand for.</summary>
/// <param name="excluded">Files that are not taken, and folders from which nothing is; real paths.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class SourceFinder(IReadOnlyCollection<string> excluded, CancellationToken cancellationToken)
{
    // Names that are not UTF-8 may look the same; the number tells them apart.
    private readonly Dictionary<(string Path, int Number), (long Length, string? Problem)> _found = [];
    private readonly List<string> _roots = [];

    /// <summary>Adds what a path stands for; false when that is nothing.</summary>
    public bool Add(string path)
    {
        var pattern = GlobPattern.Parse(path);
        if (pattern.Segments.Count == 0)
        {
            var file = new FileInfo(pattern.Root);
            _roots.Add(file.DirectoryName!);
            return file.Exists && Take(file.FullName, RealPath.Of(file.FullName), LengthOf(file));
        }

        _roots.Add(pattern.Root);
        return new SourceWalk(this, pattern.Segments, cancellationToken).Matches(pattern.Root);
    }

    public SourceSet ToSet()
    {
        var folder = _roots.Aggregate(CommonFolder);
        var files = _found
            .Select(file => new SourceFile(
                file.Key.Path,
                Path.GetRelativePath(folder, file.Key.Path).Replace(Path.DirectorySeparatorChar, '/'),
                file.Value.Length,
                file.Value.Problem)
            {
                Version = LocalFiles.VersionOf(file.Key.Path),
            })
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        return new SourceSet(folder, [.. files]);
    }

    /// <summary>Whether nothing is taken from a place.</summary>
    public bool IsExcluded(string real) => excluded.Any(place => RealPath.IsWithin(real, place));

    /// <summary>Takes a file; false when it is excluded.</summary>
    public bool Take(string path, string real, long length) => !IsExcluded(real) && Add(path, 0, length, null);

    /// <summary>Takes what cannot be read, so that it is recorded.</summary>
    public bool TakeProblem(string path, string problem, int number = 0) => Add(path, number, 0, problem);

    public static long LengthOf(FileInfo file)
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

    private bool Add(string path, int number, long length, string? problem)
    {
        _found.TryAdd((path, number), (length, problem));
        return true;
    }

    private static string CommonFolder(string a, string b)
    {
        while (!RealPath.IsWithin(b, a))
        {
            a = Path.GetDirectoryName(a)!;
        }

        return a;
    }
}
