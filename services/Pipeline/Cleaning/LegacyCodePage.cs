namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Which characters the upper 128 bytes are in a code page that text is read by where it should have been read as UTF-8.</summary>
internal sealed class LegacyCodePage
{
    private readonly byte[] _bytes = new byte[0x2123];

    private LegacyCodePage(string upper)
    {
        // Text that was read as Latin-1, or where the code page has nothing, has the control character of the byte's number.
        for (var code = 0x80; code < 0xA0; code++)
        {
            _bytes[code] = (byte)code;
        }

        for (var i = 0; i < 128; i++)
        {
            _bytes[upper[i]] = (byte)(0x80 + i);
        }
    }

    /// <summary>Windows-1252, and Latin-1, which differs only in that it has control characters where the other has some punctuation.</summary>
    public static LegacyCodePage Western { get; } = new(
        Mojibake.Windows1252 + string.Concat(Enumerable.Range(0xA0, 96).Select(code => (char)code)));

    /// <summary>Windows-1251.</summary>
    public static LegacyCodePage Cyrillic { get; } = new(
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї"
        + string.Concat(Enumerable.Range(0x410, 64).Select(code => (char)code)));

    /// <summary>The byte, 0x80 to 0xFF, that is read as a character; 0 when none is.</summary>
    public byte ByteOf(char character) => character < _bytes.Length ? _bytes[character] : (byte)0;
}
