using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Finds the files that a job's paths, folders, globs and URIs stand for.</summary>
/// <param name="stores">Opens the stores.</param>
/// <param name="folder">The folder to which paths are relative.</param>
/// <param name="excluded">Files that are not taken, and folders from which nothing is: real paths, and URIs.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class SourceSearch(IStores stores, string folder, IReadOnlyCollection<string> excluded, CancellationToken cancellationToken)
{
    private readonly SourceFinder _local = new(excluded, cancellationToken);
    private readonly StoreFinder _stored = new(stores, excluded);
    private bool _hasLocal;

    /// <summary>Adds what a place stands for; null when it stands for something, else why not.</summary>
    public async Task<string?> AddAsync(string uri)
    {
        var nothing = $"'{PlaceUri.Shown(uri)}' stands for no file";
        if (PlaceUri.IsLocal(uri))
        {
            _hasLocal = true;
            var path = PlaceUri.Resolve(uri, folder);
            return _local.Add(path) ? null : path == uri ? nothing : $"{nothing} (looked for {path})";
        }

        try
        {
            return await _stored.AddAsync(uri, cancellationToken).ConfigureAwait(false) ? null : nothing;
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            return $"'{PlaceUri.Shown(uri)}' cannot be looked for: {exception.Message}";
        }
    }

    /// <summary>
    /// What was found. Files of one file system, or of one bucket, have names relative to the folder that holds them all; where there are several
    /// such, those in buckets are named by their URIs.
    /// </summary>
    public SourceSet ToSet()
    {
        var places = _stored.Places.ToList();
        if (places.Count == 0)
        {
            return _local.ToSet();
        }

        if (places.Count == 1 && !_hasLocal)
        {
            var start = _stored.Base + "/";
            return new SourceSet(_stored.Base, InOrder(_stored.Found.Select(file => file with { Name = file.Name[start.Length..] })));
        }

        var local = _hasLocal ? _local.ToSet() : new SourceSet("", []);
        var bases = _hasLocal ? [local.Base, .. places] : places;
        return new SourceSet(string.Join(" and ", bases), InOrder(local.Files.Concat(_stored.Found)));
    }

    private static IReadOnlyList<SourceFile> InOrder(IEnumerable<SourceFile> files) => [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
}
