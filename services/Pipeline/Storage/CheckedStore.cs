namespace Text2Llm.Pipeline.Storage;

/// <summary>A store as one stage sees it: it remembers what the stage has written, for its summary.</summary>
internal sealed class CheckedStore(IFileStore inner) : IFileStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, CheckedFile> _written = new(StringComparer.Ordinal);

    public bool IsNear => inner.IsNear;

    /// <summary>The files that are complete, in ordinal order of their names.</summary>
    public IReadOnlyList<CheckedFile> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _written.Values];
            }
        }
    }

    public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => inner.OpenAsync(name, cancellationToken);

    public ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken) => inner.OpenAsync(file, cancellationToken);

    public async ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken) =>
        new Pending(this, name, await inner.CreateAsync(name, cancellationToken).ConfigureAwait(false));

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _written.Remove(name);
        }

        return inner.DeleteAsync(name, cancellationToken);
    }

    public ValueTask RemovePendingAsync(CancellationToken cancellationToken) => inner.RemovePendingAsync(cancellationToken);

    private void Add(CheckedFile file)
    {
        lock (_lock)
        {
            _written[file.Name] = file;
        }
    }

    private sealed class Pending(CheckedStore store, string name, IPendingFile inner) : IPendingFile
    {
        private readonly ChecksumStream _content = new(inner.Content);

        public Stream Content => _content;

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            await inner.CompleteAsync(cancellationToken).ConfigureAwait(false);
            store.Add(new CheckedFile(name, _content.Length, _content.Hash));
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
