using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Writes a dataset into a store, in its place.</summary>
internal sealed class StoreSite(IFileStore output, WorkPlace work, string place) : IRunSite
{
    public IFileStore Work => work.Store;

    public IFileStore Output => output;

    public OutputInPlace InPlace { get; } = new(output, work.Store, place);

    public Task ClearWorkAsync(CancellationToken cancellationToken) => work.ClearAsync(cancellationToken);

    public void KeepWork() => work.Keep();

    // It is whole by its last file.
    public void Publish()
    {
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
