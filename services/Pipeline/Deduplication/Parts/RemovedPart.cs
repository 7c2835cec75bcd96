using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Parts;

/// <summary>A part that is taken out of its text, because it stood in an earlier place. Eight bytes in files.</summary>
/// <param name="Index">The record's number in its shard.</param>
/// <param name="Part">The part's number in the record.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RemovedPart(int Index, int Part);
