using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Writes a dataset beside its folder, where it is moved as a whole. The work is there too, unless the user wants it elsewhere.</summary>
internal sealed class FolderSite(OutputFolder folder, WorkPlace? elsewhere) : IRunSite
{
    public IFileStore Work { get; } = elsewhere?.Store ?? new FolderStore(folder.WorkPath, durable: false);

    public IFileStore Output { get; } = new FolderStore(folder.DataPath);

    public OutputInPlace? InPlace => null;

    public async Task ClearWorkAsync(CancellationToken cancellationToken)
    {
        folder.ClearWork();
        if (elsewhere is not null)
        {
            await elsewhere.ClearAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void KeepWork()
    {
        folder.KeepWork();
        elsewhere?.Keep();
    }

    public void Publish() => folder.Publish();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        if (elsewhere is not null)
        {
            await elsewhere.DisposeAsync().ConfigureAwait(false);
        }
    }
}
