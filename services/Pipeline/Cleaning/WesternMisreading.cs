using System.Buffers;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>UTF-8 that was read as Windows-1252 or Latin-1: "cafÃ©", "donâ€™t", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚".</summary>
internal sealed class WesternMisreading() : Misreading(LegacyCodePage.Western)
{
    // What follows a letter in text that was read rightly: quotes, dashes, marks of footnotes, and letters of French and Czech.
    private static readonly SearchValues<char> Usual = SearchValues.Create(
        "\u00A0\u00AD«»‹›“”„‘’‚…–—•·†‡™®©°ºª¹²³¡¿´ŠŽŒšžœŸ");

    private static readonly SearchValues<char> Quotes = SearchValues.Create("«»‹›“”„‘’‚…–—•·");

    /// <inheritdoc/>
    protected override int Next(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\u00C0', '\u00FF');

    /// <inheritdoc/>
    protected override bool Doubts(char character) => true;

    /// <inheritdoc/>
    protected override bool IsSure(ReadOnlySpan<char> text, ReadOnlySpan<(MisreadCharacter Character, bool)> row)
    {
        if (row.Length > 1)
        {
            return true;
        }

        var character = row[0].Character;
        var before = character.Start > 0 ? text[character.Start - 1] : ' ';
        var after = character.End < text.Length ? text[character.End] : ' ';
        return character.Length switch
        {
            2 => IsSurePair(character, text, before, after),
            3 => IsSureTriple(character, text, before, after),
            _ => text[character.Start + 1] is 'Ÿ' or '\u009F', // U+1F000 to U+1FFFF, emoji
        };
    }

    private static bool IsSurePair(MisreadCharacter character, ReadOnlySpan<char> text, char before, char after)
    {
        var (lead, second) = (text[character.Start], text[character.Start + 1]);
        var inWord = char.IsLower(before) || char.IsLetter(after);
        return lead switch
        {
            // The signs and letters of Latin-1. A capital Â or Ã may end a word in capitals, or be talked of, and have a quote behind it.
            'Â' or 'Ã' => !Usual.Contains(second) || inWord || (!Quotes.Contains(second) && !char.IsUpper(before)),
            // The letters of Europe's east, of Romania and Vietnam. Å is a unit too: 1.5 Å±0.1.
            'Ä' or 'Å' or 'Æ' or 'È' => char.IsLower(before) || char.IsLower(after),
            // Greek and Cyrillic letters that stand alone.
            'Î' or 'Ï' or 'Ð' or 'Ñ' => !Usual.Contains(second),
            _ => false,
        };
    }

    private static bool IsSureTriple(MisreadCharacter character, ReadOnlySpan<char> text, char before, char after)
    {
        var telling = !Usual.Contains(text[character.Start + 1]) || !Usual.Contains(text[character.Start + 2]);
        return character.Rune.Value switch
        {
            >= 0x2000 and <= 0x2BFF => telling || !(char.IsLetter(before) || Quotes.Contains(before)), // "â€™", "â„¢", "â†’"
            >= 0x1E00 and <= 0x1EFF => char.IsLower(after) || (telling && char.IsLower(before)), // "Viá»‡t"
            >= 0x3000 and <= 0x30FF or >= 0xFF00 and <= 0xFFFD or >= 0xFB00 and <= 0xFB06 => telling, // "ã€‚", "ï¼Œ", "ï¬"
            0xFEFF => true,
            _ => false,
        };
    }
}
