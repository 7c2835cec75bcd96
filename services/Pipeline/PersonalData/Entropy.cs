namespace Text2Llm.Pipeline.PersonalData;

/// <summary>How evenly a text uses its characters.</summary>
internal static class Entropy
{
    // Only what is as long as a key is looked at.
    private const int Longest = 255;

    /// <summary>The entropy in bits for each character, by the frequencies in the text itself.</summary>
    public static double Of(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Longest)];
        Span<byte> counts = stackalloc byte[128];
        counts.Clear();
        foreach (var character in text)
        {
            counts[character & 127]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : (double)count / text.Length * Math.Log2((double)count / text.Length);
        }

        return bits;
    }
}
