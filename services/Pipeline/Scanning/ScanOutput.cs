using Text2Llm.Pipeline.Deduplication.Marks;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>What became of a batch of records.</summary>
/// <param name="Block">Those that stay; null where none does.</param>
/// <param name="Entries">Where each stands in the block.</param>
/// <param name="Marks">The marks by which their duplicates are found; null where none are looked for.</param>
/// <param name="Rejects">Why records were rejected.</param>
/// <param name="Dropped">What the steps dropped and why; empty where the job does not want it.</param>
internal sealed record ScanOutput(
    RecordBlock? Block, RecordEntry[] Entries, MarkBuffer? Marks, NoteWriter Rejects, NoteWriter Dropped) : IDisposable
{
    /// <summary>About how many bytes wait here until they are written.</summary>
    public long Bytes => (Block?.Length ?? 0L) + ((long)Entries.Length * RecordEntry.Bytes) + ((long)(Marks?.Count ?? 0) * Mark.Size);

    public void Dispose()
    {
        Block?.Dispose();
        Marks?.Dispose();
    }
}
