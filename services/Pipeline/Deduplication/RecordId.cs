namespace Text2Llm.Pipeline.Deduplication;

/// <summary>Where a record stands. Their order is that of files and rows, however the input is cut into shards.</summary>
/// <param name="Shard">The shard's number, from 0.</param>
/// <param name="Index">The record's number among those of its shard, from 0.</param>
internal readonly record struct RecordId(int Shard, int Index)
{
    /// <summary>Both in one number, of the same order.</summary>
    public ulong Packed => ((ulong)Shard << 32) | (uint)Index;

    public static RecordId Unpack(ulong packed) => new((int)(packed >> 32), (int)(uint)packed);
}
