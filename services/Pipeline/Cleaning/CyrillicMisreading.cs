namespace Text2Llm.Pipeline.Cleaning;

/// <summary>UTF-8 that was read as Windows-1251: "РїСЂРёРІРµС‚", "вЂ™".</summary>
internal sealed class CyrillicMisreading() : Misreading(LegacyCodePage.Cyrillic)
{
    // Words begin with Рё and Сѓ; none has such pairs three times in a row.
    private const int SureRow = 3;

    /// <inheritdoc/>
    protected override int Next(ReadOnlySpan<char> text) => text.IndexOfAny('Р', 'С', 'в');

    /// <inheritdoc/>
    protected override bool Doubts(char character) => true;

    /// <inheritdoc/>
    protected override bool IsSure(ReadOnlySpan<char> text, ReadOnlySpan<(MisreadCharacter Character, bool)> row) =>
        row.Length >= SureRow || (row.Length == 1 && row[0].Character.Rune.Value is >= 0x2000 and <= 0x203F && text[row[0].Character.Start + 1] == 'Ђ');
}
