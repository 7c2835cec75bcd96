namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Numbers of payment cards: a known issuer, its length, and the check digit of Luhn.</summary>
internal static class CardNumber
{
    /// <summary>The number that begins with the first group, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, DigitGroups groups)
    {
        var count = GroupsOf(text, groups);
        if (count == 0)
        {
            return null;
        }

        Span<char> buffer = stackalloc char[19];
        var digits = groups.Digits(text, 0, count, buffer);
        var (start, end) = (groups.Start(0), groups.End(count - 1));
        if (digits.IsEmpty || !PassesLuhn(digits) || !Surroundings.IsNumberAlone(text, start, end))
        {
            return null;
        }

        // Long numbers of other kinds pass as well, one in ten: what is seldom a card must be called one.
        var usual = count > 1 || (digits.Length is 15 or 16 && !(start > 0 && text[start - 1] is '/' or '=' or '&' or '#'));
        return Issuer(digits) switch
        {
            Trust.Alone when usual => true,
            Trust.None => false,
            _ => ContextWords.Card.IsBefore(text, start),
        }
            ? new Finding(PersonalDataKind.Card, start, end)
            : null;
    }

    /// <summary>How many groups make the number: one, or as cards print them; 0 when none do.</summary>
    private static int GroupsOf(ReadOnlySpan<char> text, DigitGroups groups)
    {
        if (groups.Length(0) is >= 12 and <= 19)
        {
            return 1;
        }

        var count = groups.Begins(4, 6, 5) || groups.Begins(4, 6, 4) ? 3 : groups.Begins(4, 4, 4, 4) ? 4 : 0;
        if (count == 0 || !groups.AreJoinedBy(text, count, " -\u00A0"))
        {
            return 0;
        }

        // A table of numbers with four digits each goes on, before or after.
        var separator = text[groups.End(0)];
        var before = groups.Start(0) - 1;
        var goesOn = groups.Count > count && groups.Length(count) == 4 && groups.Separator(text, count) is [var next] && next == separator;
        if (goesOn || (before > 0 && text[before] == separator && char.IsAsciiDigit(text[before - 1])))
        {
            return 0;
        }

        return groups.Begins(4, 4, 4, 4, 3) && groups.AreJoinedBy(text, 5, [separator]) ? 5 : count;
    }

    private static Trust Issuer(ReadOnlySpan<char> digits)
    {
        var length = digits.Length;
        var four = int.Parse(digits[..4], null);
        return four switch
        {
            >= 4000 and < 5000 => length == 16 ? Trust.Alone : length is 13 or 19 ? Trust.Named : Trust.None, // Visa
            (>= 5100 and < 5600) or (>= 2221 and < 2721) => length == 16 ? Trust.Alone : Trust.None, // Mastercard
            (>= 3400 and < 3500) or (>= 3700 and < 3800) => length == 15 ? Trust.Alone : Trust.None, // American Express
            6011 or (>= 6440 and < 6600) => length == 16 ? Trust.Alone : length is > 16 ? Trust.Named : Trust.None, // Discover
            >= 3528 and < 3590 => length == 16 ? Trust.Alone : length is > 16 ? Trust.Named : Trust.None, // JCB
            (>= 6200 and < 6300) or (>= 8100 and < 8172) => length is 16 or 19 ? Trust.Alone : length is > 16 ? Trust.Named : Trust.None, // UnionPay
            (>= 3000 and < 3060) or (>= 3600 and < 3700) or (>= 3800 and < 4000) => length == 14 ? Trust.Alone : Trust.None, // Diners Club
            >= 2200 and < 2205 => length == 16 ? Trust.Alone : Trust.None, // Mir
            5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763 => Trust.Named, // Maestro
            _ => Trust.None,
        };
    }

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += (i & 1) == 0 ? digit : digit < 5 ? digit * 2 : (digit * 2) - 9;
        }

        return sum % 10 == 0;
    }

    /// <summary>What an issuer's number needs beside its check digit.</summary>
    private enum Trust
    {
        /// <summary>No issuer has such numbers.</summary>
        None,

        /// <summary>A word before it that says what it is.</summary>
        Named,

        /// <summary>Nothing.</summary>
        Alone,
    }
}
