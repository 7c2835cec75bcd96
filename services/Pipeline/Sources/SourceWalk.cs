namespace Text2Llm.Pipeline.Sources;

/// <summary>Goes through the folders that a pattern leads to, into each once, however many links lead there.</summary>
internal sealed class SourceWalk(SourceFinder finder, IReadOnlyList<string> segments, CancellationToken cancellationToken)
{
    private const char NotUtf8 = '\uFFFD';

    // Links come last, so that a file is found by its own name before it is by that of a link to a folder above it.
    private readonly Queue<(DirectoryInfo Folder, string Real, int Segment)> _links = new();
    private readonly HashSet<(string Real, int Segment)> _visited = [];
    private int _matched;

    /// <summary>Takes what the pattern matches under a folder; false when that is nothing.</summary>
    public bool Matches(string root)
    {
        _links.Enqueue((new DirectoryInfo(root), RealPath.Of(root), 0));
        while (_links.TryDequeue(out var link))
        {
            Expand(link.Folder, link.Real, link.Segment);
        }

        return _matched > 0;
    }

    /// <param name="folder">The folder to look into, by the name under which it was found.</param>
    /// <param name="real">Its real path.</param>
    /// <param name="at">Which of the pattern's segments its entries are to match.</param>
    private void Expand(DirectoryInfo folder, string real, int at)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (finder.IsExcluded(real) || !_visited.Add((real, at)))
        {
            return;
        }

        var segment = segments[at];
        var last = at == segments.Count - 1;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in Entries(folder))
        {
            var below = segment == "**" ? at : at + 1;
            if (entry.Name.Contains(NotUtf8, StringComparison.Ordinal) && !IsThere(entry, seen))
            {
                // No path leads there: a name of other bytes than UTF-8's cannot be written as one.
                _matched += finder.TakeProblem(entry.FullName, "the name is not UTF-8", seen[entry.Name]) ? 1 : 0;
            }
            else if (entry is DirectoryInfo child)
            {
                if (below < segments.Count && (segment == "**" || GlobPattern.Matches(segment, child.Name)))
                {
                    Enter(child, Path.Combine(real, child.Name), below);
                }
            }
            else if (last && GlobPattern.Matches(segment, entry.Name))
            {
                var path = entry.LinkTarget is null ? Path.Combine(real, entry.Name) : RealPath.Of(entry.FullName);
                _matched += finder.Take(entry.FullName, path, SourceFinder.LengthOf((FileInfo)entry)) ? 1 : 0;
            }
        }

        if (segment == "**")
        {
            Expand(folder, real, at + 1);
        }
    }

    private void Enter(DirectoryInfo folder, string real, int segment)
    {
        if (folder.LinkTarget is null)
        {
            Expand(folder, real, segment);
        }
        else
        {
            _links.Enqueue((folder, RealPath.Of(folder.FullName), segment));
        }
    }

    // The first entry of such a name is what its path leads to, when that leads anywhere; the character may stand in a name after all.
    private static bool IsThere(FileSystemInfo entry, Dictionary<string, int> seen)
    {
        var number = seen[entry.Name] = seen.GetValueOrDefault(entry.Name) + 1;
        return number == 1 && Path.Exists(entry.FullName);
    }

    private FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.Exists ? [.. folder.GetFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _matched += finder.TakeProblem(folder.FullName, $"the folder cannot be read: {exception.Message}") ? 1 : 0;
            return [];
        }
    }
}
