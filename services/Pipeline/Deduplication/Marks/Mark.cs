using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>A hash of something that other records may have too. Sixteen bytes in files.</summary>
/// <param name="Key">The hash. Its upper half tells the range.</param>
/// <param name="Index">The record's number in its shard.</param>
/// <param name="Tail">The kind in the upper two bits; below it more of the hash, or of a part its number.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct Mark(ulong Key, uint Index, uint Tail)
{
    /// <summary>Its bytes in a file.</summary>
    public const int Size = 16;

    /// <summary>The highest number of a part that is marked; beyond it parts are left alone.</summary>
    public const int MaxPart = (1 << KindShift) - 1;

    private const int KindShift = 30;

    /// <summary>The mark of a record's whole text, or of a band of its signature.</summary>
    public static Mark Of(MarkKind kind, UInt128 hash, int index) =>
        new((ulong)(hash >> 64), (uint)index, ((uint)kind << KindShift) | ((uint)hash & MaxPart));

    /// <summary>The mark of a part.</summary>
    public static Mark OfPart(ulong hash, int index, int part) =>
        new(hash, (uint)index, ((uint)MarkKind.Part << KindShift) | (uint)part);

    /// <summary>What it is of.</summary>
    public MarkKind Kind => (MarkKind)(Tail >> KindShift);

    /// <summary>The number of a part in its record.</summary>
    public int Part => (int)(Tail & MaxPart);

    /// <summary>What the tail of an equal mark is: its number tells nothing of a part.</summary>
    public uint Identity => Kind == MarkKind.Part ? (uint)MarkKind.Part << KindShift : Tail;

    /// <summary>The range of hashes it is of, when there are so many.</summary>
    public int Range(int ranges) => (int)(((Key >> 32) * (uint)ranges) >> 32);
}
