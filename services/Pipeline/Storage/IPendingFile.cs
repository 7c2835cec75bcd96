namespace Text2Llm.Pipeline.Storage;

/// <summary>A file that is being written. Disposed before it is complete, it leaves nothing.</summary>
public interface IPendingFile : IAsyncDisposable
{
    /// <summary>Where its bytes go; forward only, and left open.</summary>
    Stream Content { get; }

    /// <summary>Makes the file appear under its name, whole and safe from a power cut.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
