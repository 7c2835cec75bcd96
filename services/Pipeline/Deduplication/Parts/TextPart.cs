using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Deduplication.Parts;

/// <summary>A line or a paragraph of a text.</summary>
/// <param name="number">Its number in the text, from 0.</param>
/// <param name="whole">It, and what divides it from the next.</param>
internal readonly ref struct TextPart(int number, ReadOnlySpan<char> whole)
{
    /// <summary>A shorter one may stand in many places without being a copy: a bracket, a greeting, a page's number.</summary>
    public const int MinLength = 16;

    /// <summary>Its number in the text, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>It, and what divides it from the next.</summary>
    public ReadOnlySpan<char> Whole { get; } = whole;

    /// <summary>What it is told by, without the white space around it; null when it is too short to be told by anything.</summary>
    public ulong? Hash
    {
        get
        {
            var text = Whole.Trim();
            return text.Length < MinLength ? null : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text));
        }
    }
}
