using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>A section of a file, as the file's directory has it.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Checksum">XxHash3 of its bytes.</param>
/// <param name="Tag">What it belongs to; <see cref="FileKind"/> says what that is.</param>
/// <param name="Length">Its length in bytes.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct Section(long Offset, ulong Checksum, int Tag, int Length);
