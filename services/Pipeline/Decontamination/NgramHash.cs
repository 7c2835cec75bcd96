namespace Text2Llm.Pipeline.Decontamination;

/// <summary>The hash of a number of words in a row, moved on word by word: a polynomial modulo 2^64 over the words' hashes.</summary>
internal struct NgramHash
{
    private const ulong Base = 0xD6E8FEB86659FD93;

    private readonly ulong _leaving;
    private ulong _sum;

    /// <param name="words">How many words it is over.</param>
    public NgramHash(int words)
    {
        _leaving = 1;
        for (var i = 0; i < words; i++)
        {
            _leaving *= Base;
        }
    }

    /// <summary>The hash, its bits well mixed.</summary>
    public readonly ulong Value => Mixed(_sum);

    /// <summary>Takes a word in, and lets the one go that leaves; 0 as long as none does.</summary>
    public void Roll(ulong entering, ulong leaving) => _sum = (_sum * Base) + entering - (leaving * _leaving);

    /// <summary>The hash of words.</summary>
    public static ulong Of(ReadOnlySpan<ulong> words)
    {
        ulong sum = 0;
        foreach (var word in words)
        {
            sum = (sum * Base) + word;
        }

        return Mixed(sum);
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 32)) * Base;
        return value ^ (value >> 29);
    }
}
