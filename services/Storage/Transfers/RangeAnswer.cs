namespace Text2Llm.Storage.Transfers;

/// <summary>A range of a file on its way.</summary>
/// <param name="FileLength">The length of the whole file.</param>
/// <param name="Content">The range's bytes.</param>
/// <param name="Owner">What is done with when the bytes are read; includes the content.</param>
internal sealed record RangeAnswer(long FileLength, Stream Content, IDisposable Owner) : IDisposable
{
    /// <summary>The version of the file; null where the server does not tell.</summary>
    public string? Version { get; init; }

    public void Dispose() => Owner.Dispose();
}
