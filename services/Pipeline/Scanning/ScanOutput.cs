using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>What became of a batch of records.</summary>
/// <param name="Block">Those that stay; null where none does.</param>
/// <param name="Entries">Where each stands in the block.</param>
/// <param name="Records">The same records, for the marks by which duplicates are found.</param>
/// <param name="Rejects">Why records were rejected.</param>
/// <param name="Dropped">What the steps dropped and why; empty where the job does not want it.</param>
internal sealed record ScanOutput(
    RecordBlock? Block, RecordEntry[] Entries, IReadOnlyList<DatasetRecord> Records, NoteWriter Rejects, NoteWriter Dropped) : IDisposable
{
    public void Dispose() => Block?.Dispose();
}
