namespace Text2Llm.Proxy.Metering;

/// <summary>Adds up the tokens of text by the kinds of its characters; see <see cref="TokenEstimate"/>.</summary>
internal ref struct TokenCount
{
    // Sixteenths of a token.
    private const int Token = 16;
    private const int LetterOfTwoBytes = 9;
    private const int LetterOfThreeBytes = 16;
    private const int LetterOfFourBytes = 48;
    private const int LongestWord = 7;
    private const int LettersPerFurtherToken = 3;
    private const int DigitsPerToken = 3;

    private long _sixteenths;

    /// <summary>The tokens so far, rounded up.</summary>
    public readonly long Total => (_sixteenths + Token - 1) / Token;

    /// <summary>Adds a text in UTF-8.</summary>
    public TokenCount Add(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        while (!rest.IsEmpty)
        {
            var (length, sixteenths) = rest[0] switch
            {
                >= 0xF0 => (4, LetterOfFourBytes),
                >= 0xE0 => (3, LetterOfThreeBytes),
                >= 0xC0 => (2, LetterOfTwoBytes),
                >= 0x80 => (1, 0),
                >= (byte)'0' and <= (byte)'9' => Digits(rest),
                (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' => Spaces(rest),
                var first when IsLetter(first) => Word(rest),
                _ => (1, Token),
            };
            _sixteenths += sixteenths;
            rest = rest[Math.Min(length, rest.Length)..];
        }

        return this;
    }

    /// <summary>A word: letters of one case, or a capital and small ones. One token, more where it is long.</summary>
    private static (int Length, int Sixteenths) Word(ReadOnlySpan<byte> text)
    {
        var length = 1;
        while (length < text.Length && IsLetter(text[length]) && !(IsCapital(text[length]) && !IsCapital(text[length - 1])))
        {
            length++;
        }

        var further = Math.Max(0, length - LongestWord);
        return (length, Token * (1 + ((further + LettersPerFurtherToken - 1) / LettersPerFurtherToken)));
    }

    private static (int Length, int Sixteenths) Digits(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? text.Length : length;
        return (length, Token * ((length + DigitsPerToken - 1) / DigitsPerToken));
    }

    /// <summary>One space belongs to the word after it; a longer run is a token.</summary>
    private static (int Length, int Sixteenths) Spaces(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(" \n\r\t"u8);
        length = length < 0 ? text.Length : length;
        return (length, length == 1 && text[0] == (byte)' ' ? 0 : Token);
    }

    private static bool IsLetter(byte character) => (byte)(character | 0x20) is >= (byte)'a' and <= (byte)'z';

    private static bool IsCapital(byte character) => character is >= (byte)'A' and <= (byte)'Z';
}
