namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>Remembers the marks of whole texts in a memory of fixed size: each has one place, which the next takes over.</summary>
internal sealed class RecentHashes
{
    private readonly (ulong Key, uint Tail)[] _places = new (ulong, uint)[1 << 16];

    /// <summary>Remembers a mark. True when it is certain that its text was there before; false says nothing.</summary>
    public bool Seen(Mark mark)
    {
        // A place that nothing has taken yet is like no mark: the tail of one has its kind.
        ref var place = ref _places[(ushort)mark.Tail];
        var seen = place == (mark.Key, mark.Tail);
        place = (mark.Key, mark.Tail);
        return seen;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_places);
}
