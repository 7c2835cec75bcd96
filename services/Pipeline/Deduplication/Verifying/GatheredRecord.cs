using System.Buffers;
using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>
/// A candidate with what it is compared by. In files it is its cluster (two numbers of 32 bits), its index, how many shingles it has, two
/// numbers for each band, and the shingles.
/// </summary>
internal readonly ref struct GatheredRecord
{
    private const int HeadLength = 4;

    /// <summary>Which candidate it is.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The hashes of its bands.</summary>
    public required ReadOnlySpan<ulong> Bands { get; init; }

    /// <summary>Its shingles: see <see cref="Fuzzy.ShingleSet"/>.</summary>
    public required ReadOnlySpan<uint> Shingles { get; init; }

    /// <summary>Reads the next one, and takes it off.</summary>
    public static GatheredRecord Read(ref ReadOnlySpan<uint> rest, int bands)
    {
        var (cluster, index, count) = (rest[0] | ((ulong)rest[1] << 32), (int)rest[2], (int)rest[3]);
        var shingles = HeadLength + (2 * bands);
        var read = new GatheredRecord
        {
            Candidate = new Candidate(cluster, index),
            Bands = MemoryMarshal.Cast<uint, ulong>(rest[HeadLength..shingles]),
            Shingles = rest.Slice(shingles, count),
        };
        rest = rest[(shingles + count)..];
        return read;
    }

    /// <summary>Writes it.</summary>
    public void Write(IBufferWriter<uint> output)
    {
        output.Write([(uint)Candidate.Cluster, (uint)(Candidate.Cluster >> 32), (uint)Candidate.Index, (uint)Shingles.Length]);
        output.Write(MemoryMarshal.Cast<ulong, uint>(Bands));
        output.Write(Shingles);
    }
}
