namespace Text2Llm.Pipeline.Tokens;

/// <summary>
/// Cuts a text into chunks for a tokenizer, whose time grows with the square of the longest piece that it cannot divide. A cut is made where
/// the patterns of o200k and cl100k divide anyway: before white space, but that line ends belong to signs before them, or before punctuation
/// after a letter, but that an apostrophe belongs to it. Only a longer run of
/// one kind is cut within, by which a count may be off by one.
/// </summary>
internal ref struct TextChunks(ReadOnlySpan<char> text)
{
    /// <summary>The most UTF-16 units of a chunk.</summary>
    public const int MaxLength = 1024;

    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly TextChunks GetEnumerator() => this;

    public bool MoveNext()
    {
        var length = _rest.Length <= MaxLength ? _rest.Length : CutOf(_rest[..(MaxLength + 1)]);
        Current = _rest[..length];
        _rest = _rest[length..];
        return length > 0;
    }

    private static int CutOf(ReadOnlySpan<char> text)
    {
        for (var at = text.Length - 1; at > 0; at--)
        {
            if (char.IsWhiteSpace(text[at])
                && (char.IsLetterOrDigit(text[at - 1]) || (text[at] is not ('\r' or '\n') && !char.IsWhiteSpace(text[at - 1]))))
            {
                return at;
            }
        }

        for (var at = text.Length - 1; at > 0; at--)
        {
            if (char.IsPunctuation(text[at]) && text[at] != '\'' && char.IsLetter(text[at - 1]))
            {
                return at;
            }
        }

        return char.IsLowSurrogate(text[^1]) ? text.Length - 2 : text.Length - 1;
    }
}
