namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>Remembers hashes in a memory of fixed size: each has one place, which the next takes over.</summary>
internal sealed class RecentHashes
{
    private readonly UInt128[] _places = new UInt128[1 << 16];

    /// <summary>Remembers a hash. True when it is certain that it was there before; false says nothing.</summary>
    public bool Seen(UInt128 hash)
    {
        ref var place = ref _places[(ushort)hash];
        var seen = place == hash && hash != UInt128.Zero;
        place = hash;
        return seen;
    }
}
