using System.Buffers;

namespace Text2Llm.Pipeline.Text;

/// <summary>Counts sentences.</summary>
internal static class Sentences
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(Punctuation.SentenceEnds);
    private static readonly SearchValues<char> Tails = SearchValues.Create(Punctuation.SentenceEnds + Punctuation.Closers);

    /// <summary>
    /// How many sentences a line has, at least one. A sentence ends in its punctuation and closing quotes or brackets where white space
    /// follows (after Chinese and Japanese punctuation, anything), and behind it no lower-case letter, as after "e.g.".
    /// </summary>
    public static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        while (true)
        {
            var end = line.IndexOfAny(Ends);
            if (end < 0)
            {
                return line.IsWhiteSpace() && count > 0 ? count : count + 1;
            }

            var wide = line[end] >= '\u3000';
            var tail = line[end..].IndexOfAnyExcept(Tails);
            if (tail < 0)
            {
                return count + 1;
            }

            line = line[(end + tail)..];
            var rest = line.TrimStart();
            if (wide || (rest.Length < line.Length && (rest.IsEmpty || !char.IsLower(rest[0]))))
            {
                count++;
                line = rest;
            }
        }
    }
}
