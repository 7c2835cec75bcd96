namespace Text2Llm.Pipeline.Text;

/// <summary>How much of a text's lines, or paragraphs, stood in it before.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Duplicates">How many of them stood before.</param>
/// <param name="DuplicateCharacters">The characters of those, in UTF-16 code units.</param>
internal readonly record struct Repeats(int Count, int Duplicates, int DuplicateCharacters);
