using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// A record of a shard as the shard's index has it: 48 bytes, in the machine's byte order, which is little-endian wherever .NET runs.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RecordEntry
{
    /// <summary>How many bytes an entry takes.</summary>
    public const int Bytes = 48;

    private readonly ulong _hashUpper;
    private readonly ulong _hashLower;

    /// <summary>XXH128 of its content's UTF-8.</summary>
    public UInt128 Hash
    {
        get => new(_hashUpper, _hashLower);
        init => (_hashUpper, _hashLower) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>The line on which the record begins, counted from 1 in its slice of the file.</summary>
    public long Row { get; init; }

    /// <summary>The length of its content's UTF-8.</summary>
    public long Length { get; init; }

    /// <summary>The number of its source among those of the shard's summary.</summary>
    public int Source { get; init; }

    /// <summary>The number of its block in the records file.</summary>
    public int Block { get; init; }

    /// <summary>Where it begins in the block, decompressed.</summary>
    public int Offset { get; init; }

    /// <summary>How many bytes it takes there.</summary>
    public int Size { get; init; }
}
