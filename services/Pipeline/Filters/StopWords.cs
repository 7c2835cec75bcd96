namespace Text2Llm.Pipeline.Filters;

/// <summary>Gopher's stop words: the, be, to, of, and, that, have, with; in any case, and with punctuation around them.</summary>
internal static class StopWords
{
    private static readonly string[] Words = ["the", "be", "to", "of", "and", "that", "have", "with"];

    // Which of the words begin with a letter from a to z.
    private static readonly uint Initials = Words.Aggregate(0u, (bits, word) => bits | (1u << (word[0] - 'a')));

    /// <summary>The bit of the stop word that a word is; 0 when it is none.</summary>
    public static uint Bit(ReadOnlySpan<char> word)
    {
        // Most words go here: they are too long, or begin with a letter with which no stop word does.
        if (word.Length > 8 || (char.IsAsciiLetter(word[0]) && (Initials & (1u << ((word[0] | 0x20) - 'a'))) == 0))
        {
            return 0;
        }

        var (start, end) = (0, word.Length);
        while (start < end && !char.IsLetterOrDigit(word[start]))
        {
            start++;
        }

        while (start < end && !char.IsLetterOrDigit(word[end - 1]))
        {
            end--;
        }

        word = word[start..end];
        if (word.Length is < 2 or > 4)
        {
            return 0;
        }

        for (var i = 0; i < Words.Length; i++)
        {
            if (word.Equals(Words[i], StringComparison.OrdinalIgnoreCase))
            {
                return 1u << i;
            }
        }

        return 0;
    }
}
