using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>The rules of C4 (Raffel et al. 2020, arXiv:1910.10683): some take lines out, the others drop the record.</summary>
public sealed record C4Spec
{
    /// <summary>The fewest words of a line; a line with fewer goes.</summary>
    [Range(0, int.MaxValue)]
    public int MinWordsPerLine { get; init; } = 3;

    /// <summary>The longest word of a line, in characters; a line with a longer one goes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxWordLength { get; init; } = 1000;

    /// <summary>The fewest sentences of a record.</summary>
    [Range(0, int.MaxValue)]
    public int MinSentences { get; init; } = 5;

    /// <summary>Whether a line that does not end in punctuation goes. Not so in FineWeb.</summary>
    public bool TerminalPunctuation { get; init; }

    /// <summary>Whether a line with "javascript" goes.</summary>
    public bool Javascript { get; init; } = true;

    /// <summary>Whether a line with a phrase of privacy policies and cookie notices goes.</summary>
    public bool Policy { get; init; } = true;

    /// <summary>Whether a record with "lorem ipsum" is dropped.</summary>
    public bool LoremIpsum { get; init; } = true;

    /// <summary>Whether a record with a curly bracket is dropped, for it may be code.</summary>
    public bool CurlyBracket { get; init; } = true;
}
