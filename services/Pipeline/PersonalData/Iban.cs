using System.Collections.Frozen;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>International bank account numbers (ISO 13616), whole or in groups of four.</summary>
internal static class Iban
{
    private const int Longest = 34;

    // How long each country's numbers are.
    private static readonly FrozenDictionary<int, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 " +
        "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 " +
        "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 " +
        "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
        .Split(' ').ToFrozenDictionary(entry => Country(entry[0], entry[1]), entry => int.Parse(entry.AsSpan(2), null));

    /// <summary>The number whose check digits begin at a digit, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, int checkDigits)
    {
        var start = checkDigits - 2;
        if (start < 0 || !char.IsAsciiLetterUpper(text[start]) || !char.IsAsciiLetterUpper(text[start + 1])
            || Surroundings.IsWordBefore(text, start) || !Lengths.TryGetValue(Country(text[start], text[start + 1]), out var length))
        {
            return null;
        }

        Span<char> number = stackalloc char[Longest];
        var (count, position) = (0, start);
        while (position < text.Length && count < length)
        {
            var character = text[position];
            if (char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character))
            {
                number[count++] = character;
            }
            else if (count % 4 != 0 || !(DigitGroups.IsSpace(character) || character == '-') || text[position - 1] == character)
            {
                return null;
            }

            position++;
        }

        return count == length && !Surroundings.IsWordAt(text, position) && Remainder(number[..count]) == 1
            ? new Finding(PersonalDataKind.Iban, start, position)
            : null;
    }

    private static int Country(char first, char second) => (first << 8) | second;

    /// <summary>The number modulo 97, its first four characters put last and its letters read as 10 to 35.</summary>
    private static int Remainder(ReadOnlySpan<char> number)
    {
        var remainder = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var character = number[(i + 4) % number.Length];
            remainder = (char.IsAsciiDigit(character) ? (remainder * 10) + character - '0' : (remainder * 100) + character - 'A' + 10) % 97;
        }

        return remainder;
    }
}
