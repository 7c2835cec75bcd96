using System.Buffers;
using System.Globalization;
using System.Text;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>A character whose UTF-8 was read by a code page: two to four characters of a text that stand for one.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How many characters it became.</param>
/// <param name="Rune">What it was.</param>
internal readonly record struct MisreadCharacter(int Start, int Length, Rune Rune)
{
    /// <summary>The index behind it.</summary>
    public int End => Start + Length;

    /// <summary>
    /// Reads one; null when what stands there is no valid UTF-8, or stands for nothing that a text has. What was misread twice may stand for
    /// a control character, as which it stands there itself.
    /// </summary>
    public static MisreadCharacter? Read(ReadOnlySpan<char> text, int start, LegacyCodePage page)
    {
        Span<byte> bytes = [page.ByteOf(text[start]), 0, 0, 0];
        var length = bytes[0] switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => int.MaxValue,
        };
        if (length > text.Length - start)
        {
            return null;
        }

        for (var i = 1; i < length; i++)
        {
            bytes[i] = page.ByteOf(text[start + i]);
            if (bytes[i] is < 0x80 or > 0xBF)
            {
                return null;
            }
        }

        return Rune.DecodeFromUtf8(bytes[..length], out var rune, out _) == OperationStatus.Done && (IsOfTexts(rune) || rune.Value == text[start + 1])
            ? new MisreadCharacter(start, length, rune)
            : null;
    }

    private static bool IsOfTexts(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
