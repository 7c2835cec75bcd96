using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>
/// Lets through so many completions of files of the stores that it stands before, and fails from then on as a full disk does. It is far away:
/// see <see cref="IFileStore.IsNear"/>.
/// </summary>
internal sealed class FullDisk(int writes)
{
    private int _left = writes;

    public IFileStore Over(IFileStore store) => new Store(this, store);

    private void Write()
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new IOException("No space left on device");
        }
    }

    private sealed class Store(FullDisk disk, IFileStore inner) : IFileStore
    {
        public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

        public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

        public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => inner.OpenAsync(name, cancellationToken);

        public ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken) => inner.OpenAsync(file, cancellationToken);

        public async ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken) =>
            new Pending(disk, await inner.CreateAsync(name, cancellationToken));

        public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);

        public ValueTask RemovePendingAsync(CancellationToken cancellationToken) => inner.RemovePendingAsync(cancellationToken);
    }

    private sealed class Pending(FullDisk disk, IPendingFile inner) : IPendingFile
    {
        public Stream Content => inner.Content;

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            disk.Write();
            return inner.CompleteAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
