using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>What becomes of a record that is like others. Sixteen bytes in files.</summary>
/// <param name="Root">The first record of those that are alike, packed: its own id where it is kept.</param>
/// <param name="Index">The record's number in its shard.</param>
/// <param name="Kind">What becomes of it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct Fate(ulong Root, int Index, FateKind Kind);
