using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Where a run works, and how what it has written becomes the dataset. Disposed, it leaves nothing but that, unless the work is kept.</summary>
internal interface IRunSite : IAsyncDisposable
{
    /// <summary>Where stages leave files for each other.</summary>
    IFileStore Work { get; }

    /// <summary>Where the dataset's files are written.</summary>
    IFileStore Output { get; }

    /// <summary>The output, where it is written in its place; null where it is moved there as a whole.</summary>
    OutputInPlace? InPlace { get; }

    /// <summary>Removes what a run of another job, or on other files, has left.</summary>
    Task ClearWorkAsync(CancellationToken cancellationToken);

    /// <summary>Leaves what has been done for the next run to go on from.</summary>
    void KeepWork();

    /// <summary>Makes what was written the dataset.</summary>
    /// <exception cref="RunFailedException">Somebody has put something else there meanwhile.</exception>
    void Publish();
}
