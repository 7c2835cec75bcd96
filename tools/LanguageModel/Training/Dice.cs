namespace Text2Llm.LanguageModel.Training;

/// <summary>Numbers that look random and are the same on every machine and runtime (SplitMix64).</summary>
internal sealed class Dice(ulong state)
{
    private ulong _state = state;

    /// <summary>A number from 0 to less than <paramref name="below"/>.</summary>
    public int Next(int below) => (int)(((UInt128)Next() * (uint)below) >> 64);

    /// <summary>A number from 0 to less than 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
