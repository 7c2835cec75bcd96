namespace Text2Llm.Pipeline.Sources;

/// <summary>A file that is open for reading.</summary>
/// <param name="Bytes">Its content, decompressed, past a byte order mark.</param>
/// <param name="Detection">What it was taken for.</param>
internal sealed record OpenedSource(SourceBytes Bytes, Detection Detection) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}
