using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>The end of a file of sections.</summary>
/// <param name="DirectoryOffset">Where the directory begins; it reaches to here.</param>
/// <param name="DirectoryChecksum">XxHash3 of the directory.</param>
/// <param name="Sections">How many sections there are.</param>
/// <param name="Records">Of marks: how many records the shard has. Else 0.</param>
/// <param name="Checksum">XxHash3 of what stands before it here.</param>
/// <param name="Kind">What the file is.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct SectionTrailer(
    long DirectoryOffset, ulong DirectoryChecksum, int Sections, int Records, ulong Checksum, FileKind Kind);
