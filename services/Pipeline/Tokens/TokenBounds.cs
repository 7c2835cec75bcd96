namespace Text2Llm.Pipeline.Tokens;

/// <summary>What is known of a tokenizer without using it.</summary>
[Flags]
internal enum TokenBounds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A text has no more tokens than bytes in UTF-8: each token stands for one byte or more.</summary>
    AtMostBytes = 1,

    /// <summary>A text has at least as many tokens as words: none holds parts of two, for its pattern divides them.</summary>
    AtLeastWords = 2,

    /// <summary>A text may be cut into <see cref="TextChunks"/>.</summary>
    Divisible = 4,
}
