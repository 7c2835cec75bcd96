namespace Text2Llm.Pipeline.Running;

/// <summary>How far a run is. The run writes it; anybody may read it at any time.</summary>
public sealed class RunProgress
{
    private long _finishedBytes;
    private long _position;
    private long _bytesRead;
    private long _filesDone;
    private long _recordsRead;
    private long _recordsWritten;
    private string? _currentFile;

    /// <summary>How many bytes there are to read, as they lie on the disk.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>How many files there are to read.</summary>
    public long TotalFiles { get; private set; }

    /// <summary>How many bytes of the files have been read, as they lie on the disk.</summary>
    public long BytesDone => Math.Min(TotalBytes, Interlocked.Read(ref _finishedBytes) + Interlocked.Read(ref _position));

    /// <summary>How many bytes have been read, after decompression.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>How many files have been read.</summary>
    public long FilesDone => Interlocked.Read(ref _filesDone);

    /// <summary>How many records have been read.</summary>
    public long RecordsRead => Interlocked.Read(ref _recordsRead);

    /// <summary>How many records have been written.</summary>
    public long RecordsWritten => Interlocked.Read(ref _recordsWritten);

    /// <summary>The file that is being read, or null when none is.</summary>
    public string? CurrentFile => Volatile.Read(ref _currentFile);

    internal void Start(long totalFiles, long totalBytes) => (TotalFiles, TotalBytes) = (totalFiles, totalBytes);

    internal void BeginFile(string name) => Volatile.Write(ref _currentFile, name);

    internal void AddRead(long bytes, long position)
    {
        Interlocked.Add(ref _bytesRead, bytes);
        Interlocked.Exchange(ref _position, position);
    }

    internal void AddRecord() => Interlocked.Increment(ref _recordsRead);

    internal void AddWritten() => Interlocked.Increment(ref _recordsWritten);

    internal void EndFile(long length)
    {
        Interlocked.Exchange(ref _position, 0);
        Interlocked.Add(ref _finishedBytes, length);
        Interlocked.Increment(ref _filesDone);
        Volatile.Write(ref _currentFile, null);
    }
}
