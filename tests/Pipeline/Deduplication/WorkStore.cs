using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>A store that keeps its files in memory, where a test can look at them and damage them.</summary>
internal sealed class WorkStore : IFileStore
{
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var (name, bytes) in Files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            yield return new StoredFile(name, bytes.Length);
        }
    }

    public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Files.TryGetValue(name, out var bytes) ? new StoredFile(name, bytes.Length) : null);

    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => Files.TryGetValue(name, out var bytes)
        ? ValueTask.FromResult<Stream>(new MemoryStream(bytes, writable: false))
        : throw new FileNotFoundException($"no file '{name}'", name);

    public ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken) => OpenAsync(file.Name, cancellationToken);

    public ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IPendingFile>(new PendingFile(this, name));

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Files.TryRemove(name, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemovePendingAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private sealed class PendingFile(WorkStore store, string name) : IPendingFile
    {
        private readonly MemoryStream _content = new();

        public Stream Content => _content;

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            store.Files[name] = _content.ToArray();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}
