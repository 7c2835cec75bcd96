namespace Text2Llm.Pipeline.Text;

/// <summary>A part of a text. It is two numbers side by side, so that a row of beginnings and ends can be read as parts.</summary>
/// <param name="Start">The index of its first character, in UTF-16 code units.</param>
/// <param name="End">The index behind its last character.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Its length, in UTF-16 code units.</summary>
    public int Length => End - Start;

    /// <summary>The part itself.</summary>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}
