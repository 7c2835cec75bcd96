namespace Text2Llm.Pipeline.Text;

/// <summary>What a character does in the division of a text into words.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Belongs to a word with its neighbours: letters, digits, marks, punctuation.</summary>
    Ordinary,

    /// <summary>Separates words: white space, and the punctuation of Chinese and Japanese.</summary>
    Separator,

    /// <summary>Belongs to a word with its neighbours of this kind: hiragana and katakana.</summary>
    Kana,

    /// <summary>A word of its own: a Chinese character.</summary>
    Ideograph,

    /// <summary>The first half of a surrogate pair that is an ideograph.</summary>
    IdeographPair,
}
