using System.Collections.Concurrent;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Running;

/// <summary>How far a run is. The run writes it, from several threads; anybody may read it at any time.</summary>
public sealed class RunProgress
{
    private readonly ConcurrentDictionary<ReadMeter, bool> _reading = [];
    private long _bytesDone;
    private long _bytesRead;
    private long _filesDone;
    private long _recordsRead;
    private long _recordsWritten;
    private string? _currentFile;
    private string? _stage;

    /// <summary>How many bytes there are to read, as they lie on the disk.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>How many files there are to read.</summary>
    public long TotalFiles { get; private set; }

    /// <summary>How many bytes of the files have been read, as they lie on the disk.</summary>
    public long BytesDone => Math.Min(TotalBytes, Interlocked.Read(ref _bytesDone) + _reading.Keys.Sum(meter => meter.FileBytes));

    /// <summary>How many bytes have been read, after decompression.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead) + _reading.Keys.Sum(meter => meter.ContentBytes);

    /// <summary>How many files have been read.</summary>
    public long FilesDone => Interlocked.Read(ref _filesDone);

    /// <summary>How many records have been read.</summary>
    public long RecordsRead => Interlocked.Read(ref _recordsRead);

    /// <summary>How many records have been written.</summary>
    public long RecordsWritten => Interlocked.Read(ref _recordsWritten);

    /// <summary>A file that is being read, or null when none is.</summary>
    public string? CurrentFile => Volatile.Read(ref _currentFile);

    /// <summary>What is done once all has been read, such as <c>matching</c>; null before.</summary>
    public string? Stage => Volatile.Read(ref _stage);

    internal void Start(long totalFiles, long totalBytes) => (TotalFiles, TotalBytes) = (totalFiles, totalBytes);

    /// <summary>Begins to count what a shard reads.</summary>
    internal ReadMeter BeginShard()
    {
        var meter = new ReadMeter();
        _reading[meter] = true;
        return meter;
    }

    /// <summary>A shard has been read.</summary>
    /// <param name="meter">What has counted; null when an earlier run has read the shard.</param>
    /// <param name="bytes">The shard's size, as it lies on the disk, whatever was read of it.</param>
    /// <param name="content">How many bytes that was after decompression.</param>
    internal void EndShard(ReadMeter? meter, long bytes, long content)
    {
        Interlocked.Add(ref _bytesDone, bytes);
        Interlocked.Add(ref _bytesRead, content);
        if (meter is not null)
        {
            _reading.TryRemove(meter, out _);
        }
    }

    internal void BeginFile(string name) => Volatile.Write(ref _currentFile, name);

    internal void EndFiles(int count) => Interlocked.Add(ref _filesDone, count);

    internal void AddRecords(long count) => Interlocked.Add(ref _recordsRead, count);

    internal void AddWritten(long count) => Interlocked.Add(ref _recordsWritten, count);

    internal void BeginStage(string name)
    {
        Volatile.Write(ref _stage, name);
        Volatile.Write(ref _currentFile, null);
    }
}
