namespace Text2Llm.Storage.Transfers;

/// <summary>Where one file is written: as a whole, or in numbered parts that become a file when they are completed.</summary>
internal abstract class UploadTarget
{
    /// <summary>How large parts are; the last may be smaller.</summary>
    public abstract int PartBytes { get; }

    /// <summary>Writes the whole file.</summary>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    public abstract Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Begins to write in parts.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Writes a part, at the same time as others.</summary>
    /// <param name="number">Which one, from 1.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <inheritdoc cref="PutAsync"/>
    public abstract Task PutPartAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes the parts a file.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public abstract Task CompleteAsync(long length, CancellationToken cancellationToken);

    /// <summary>Removes the parts, where that can be done.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public abstract Task AbortAsync(CancellationToken cancellationToken);
}
