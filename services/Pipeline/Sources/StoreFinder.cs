using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Finds the files that URIs of stores stand for, by the same rules as paths.</summary>
/// <param name="stores">Opens the stores.</param>
/// <param name="excluded">Files that are not taken, and folders from which nothing is; URIs without a slash at their end.</param>
internal sealed class StoreFinder(IStores stores, IReadOnlyCollection<string> excluded)
{
    // By what is shown of their URIs.
    private readonly SortedDictionary<string, SourceFile> _found = new(StringComparer.Ordinal);
    private readonly List<string> _roots = [];

    /// <summary>The files, named by their URIs, in the order of these.</summary>
    public IReadOnlyCollection<SourceFile> Found => _found.Values;

    /// <summary>The places that were looked at: "s3://bucket" each.</summary>
    public IEnumerable<string> Places => _roots.Select(root => string.Join('/', root.Split('/').Take(3))).Distinct(StringComparer.Ordinal);

    /// <summary>The folder in which all are that was looked at.</summary>
    public string Base => _roots.Aggregate(CommonFolder);

    /// <summary>Adds what a URI stands for; false when that is nothing.</summary>
    /// <exception cref="FormatException">It names no place.</exception>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    public async Task<bool> AddAsync(string uri, CancellationToken cancellationToken)
    {
        var (store, name) = stores.Open(uri);
        var mayBeFile = name.Length > 0 && !name.EndsWith('/') && (PlaceUri.IsUrl(uri) || !GlobPattern.IsGlob(name));
        if (mayBeFile && await store.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } file)
        {
            _roots.Add(FolderOf(PlaceUri.Shown(uri)));
            return Take(uri, file);
        }

        if (PlaceUri.IsUrl(uri))
        {
            return false;
        }

        var start = name.Length == 0 ? uri.TrimEnd('/') + "/" : uri[..^name.Length];
        var (folder, prefix, segments) = PatternOf(name);
        _roots.Add((start + folder).TrimEnd('/'));
        var any = false;
        await foreach (var found in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            any |= GlobPattern.Matches(segments, found.Name[folder.Length..].Split('/')) && Take(start + found.Name, found);
        }

        return any;
    }

    // The folder before the first wildcard, what names begin with, and what is to match behind the folder.
    private static (string Folder, string Prefix, IReadOnlyList<string> Segments) PatternOf(string name)
    {
        if (!GlobPattern.IsGlob(name))
        {
            var whole = name.Length == 0 || name.EndsWith('/') ? name : name + "/";
            return (whole, whole, GlobPattern.Everything);
        }

        var wildcard = name.AsSpan().IndexOfAny('*', '?');
        var folder = name[..(name.LastIndexOf('/', wildcard) + 1)];
        return (folder, name[..wildcard], GlobPattern.SegmentsOf(name[folder.Length..].Split('/')));
    }

    private bool Take(string uri, StoredFile file)
    {
        var shown = PlaceUri.Shown(uri);
        if (excluded.Any(place => shown == place || shown.StartsWith(place + "/", StringComparison.Ordinal)))
        {
            return false;
        }

        var taken = new SourceFile(uri, shown, file.Length) { Version = file.Version };
        if (!_found.TryAdd(shown, taken) && _found[shown] is var other && other.Path != uri && (other.Length, other.Version) != (taken.Length, taken.Version))
        {
            throw new FormatException("another file is named that differs only behind '?', which is never shown; give each a path of its own");
        }

        return true;
    }

    private static string FolderOf(string uri) => uri[..uri.LastIndexOf('/')];

    private static string CommonFolder(string a, string b)
    {
        while (b != a && !b.StartsWith(a + "/", StringComparison.Ordinal))
        {
            a = FolderOf(a);
        }

        return a;
    }
}
