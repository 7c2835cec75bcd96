using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>A record that is to be compared with others. Twelve bytes in files.</summary>
/// <param name="Cluster">A number of those that it may be like, whether directly or by others: spread evenly, and of these alone.</param>
/// <param name="Index">The record's number in its shard.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Candidate(ulong Cluster, int Index)
{
    /// <summary>The cluster of a first record.</summary>
    /// <param name="first">Its number through all shards.</param>
    public static ulong ClusterOf(long first) => Mix.Spread((ulong)first * Mix.First);

    /// <summary>Which of so many groups compares it.</summary>
    public int Group(int groups) => (int)(((Cluster >> 32) * (uint)groups) >> 32);
}
