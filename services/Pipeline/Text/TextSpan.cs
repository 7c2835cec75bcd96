namespace Text2Llm.Pipeline.Text;

/// <summary>A part of a text.</summary>
/// <param name="Start">The index of its first character, in UTF-16 code units.</param>
/// <param name="Length">Its length, in UTF-16 code units.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>The part itself.</summary>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}
