using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Marks;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>A mark that stands in two places. Twenty-four bytes in files, where the section's tag is the later record's shard.</summary>
/// <param name="First">The record that has it first, packed.</param>
/// <param name="FirstPart">The number of the part there that has it; 0 of whole records.</param>
/// <param name="Index">The later record's number in its shard; it may be the same record where parts are alike.</param>
/// <param name="Part">The number of the part there.</param>
/// <param name="Kind">What is alike.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct Pair(ulong First, int FirstPart, int Index, int Part, MarkKind Kind)
{
    /// <summary>The order of the first records, then that of the later ones of one shard.</summary>
    public static int Compare(Pair left, Pair right) =>
        left.First != right.First ? left.First.CompareTo(right.First) : left.Index.CompareTo(right.Index);
}
