namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Mends text that is UTF-8 read by another encoding, once or several times over: "donâ€™t", "cafÃ©". It mends only what is valid UTF-8
/// through and through, and so that no text that was read rightly is changed. Control characters of C1 become what they are in
/// Windows-1252, as which they were meant. U+FFFD, in whose place something is lost, stays.
/// </summary>
internal static class Mojibake
{
    /// <summary>What 0x80 to 0x9F are in Windows-1252; the five that it leaves out are control characters.</summary>
    public const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private const int MostTimes = 4;

    private static readonly WesternMisreading Western = new();
    private static readonly CyrillicMisreading Cyrillic = new();

    /// <summary>The text, mended; the same object when nothing is to be.</summary>
    public static string Mend(string text)
    {
        for (var times = 0; times < MostTimes; times++)
        {
            var mended = text;
            if (text.AsSpan().ContainsAnyInRange('\u00C2', '\u00F4'))
            {
                mended = Western.Mend(mended);
            }

            if (text.AsSpan().ContainsAny('Р', 'С', 'в'))
            {
                mended = Cyrillic.Mend(mended);
            }

            if (ReferenceEquals(mended, text))
            {
                break;
            }

            text = mended;
        }

        return MendControls(text);
    }

    // U+0085 is a line end too: it is one where no other control character of C1 is there.
    private static string MendControls(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u0084') && !text.AsSpan().ContainsAnyInRange('\u0086', '\u009F'))
        {
            return text;
        }

        return string.Create(text.Length, text, (mended, original) =>
        {
            for (var i = 0; i < mended.Length; i++)
            {
                var character = original[i];
                mended[i] = character is >= '\u0080' and <= '\u009F' ? Windows1252[character - 0x80] : character;
            }
        });
    }
}
