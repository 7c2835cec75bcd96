namespace Text2Llm.Pipeline.Sources;

/// <summary>How much has been read. Readers count it; anybody may look at any time.</summary>
internal sealed class ReadMeter
{
    private long _fileBytes;
    private long _contentBytes;

    /// <summary>How many bytes have been read of files, as they lie in their store.</summary>
    public long FileBytes => Interlocked.Read(ref _fileBytes);

    /// <summary>How many bytes have been read after decompression, in UTF-8.</summary>
    public long ContentBytes => Interlocked.Read(ref _contentBytes);

    public void AddFile(long bytes) => Interlocked.Add(ref _fileBytes, bytes);

    public void AddContent(long bytes) => Interlocked.Add(ref _contentBytes, bytes);
}
