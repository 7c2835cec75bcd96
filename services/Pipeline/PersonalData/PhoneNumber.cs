namespace Text2Llm.Pipeline.PersonalData;

/// <summary>
/// Telephone numbers: international ones, national ones in the forms that are written nowhere else, and any digits after a word that says
/// what they are.
/// </summary>
internal static class PhoneNumber
{
    private const int LongestNumber = 17;

    /// <summary>The number that begins with the first group, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, DigitGroups groups)
    {
        var start = groups.Start(0);
        if (start > 0 && text[start - 1] == '+')
        {
            return Surroundings.IsWordBefore(text, start - 1) ? null : International(text, groups, start - 1, 0);
        }

        if (groups.Length(0) > 2 && text[start] == '0' && text[start + 1] == '0')
        {
            return groups.Count > 1 || ContextWords.Phone.IsBefore(text, start) ? International(text, groups, start, 2) : null;
        }

        var parenthesis = start > 0 && text[start - 1] == '(' && groups.Count > 1 && text[groups.End(0)] == ')';
        return National(text, groups, parenthesis ? start - 1 : start, parenthesis);
    }

    /// <summary>The number behind a plus, or behind zeros that stand for one.</summary>
    private static Finding? International(ReadOnlySpan<char> text, DigitGroups groups, int start, int zeros)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        for (var count = groups.Count; count > 0; count--)
        {
            // (0) is what stands before the area within the country; it is not dialled from outside.
            var trunk = count > 2 && groups.Length(1) == 1 && text[groups.Start(1)] == '0' && text[groups.Start(1) - 1] == '(';
            var digits = trunk ? Without(groups, text, count, buffer) : groups.Digits(text, 0, count, buffer);
            var end = groups.End(count - 1);
            if (digits.Length > zeros && CallingCodes.IsNumber(digits[zeros..]) && (count == 1 || groups.Length(count - 1) > 1)
                && EndsAt(text, end) && (zeros == 0 || Surroundings.IsNumberAlone(text, start, end)))
            {
                var opened = start > 0 && text[start - 1] == '(' && text[start..end].Contains(')');
                return new Finding(PersonalDataKind.Phone, opened ? start - 1 : start, end);
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> Without(DigitGroups groups, ReadOnlySpan<char> text, int count, Span<char> buffer)
    {
        var code = groups.Digits(text, 0, 1, buffer).Length;
        var rest = groups.Digits(text, 2, count, buffer[code..]).Length;
        return rest == 0 ? [] : buffer[..(code + rest)];
    }

    private static bool EndsAt(ReadOnlySpan<char> text, int end)
    {
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return end == text.Length || text[end] switch
        {
            '-' or '.' => !char.IsAsciiDigit(next),
            'x' or 'X' => char.IsAsciiDigit(next),
            var after => !Surroundings.IsWord(after),
        };
    }

    private static Finding? National(ReadOnlySpan<char> text, DigitGroups groups, int start, bool parenthesis)
    {
        if (groups.Length(0) == 1 && !groups.Begins(1, 3))
        {
            return null;
        }

        Span<char> buffer = stackalloc char[12];
        for (var count = Math.Min(groups.Count, 6); count > 0; count--)
        {
            var digits = groups.Digits(text, 0, count, buffer);
            var end = groups.End(count - 1);
            if (digits.Length < 7)
            {
                continue;
            }

            if (IsWellJoined(text, groups, count) && IsApart(text, groups, start, count) && IsAlone(text, start, end)
                && (IsForm(text, groups, count, digits, parenthesis) || IsNamed(text, groups, start, count, digits)))
            {
                return new Finding(PersonalDataKind.Phone, start, end);
            }
        }

        return null;
    }

    // An extension may follow without a space: x12.
    private static bool IsAlone(ReadOnlySpan<char> text, int start, int end) => Surroundings.IsNumberAlone(
        end + 1 < text.Length && text[end] == 'x' && char.IsAsciiDigit(text[end + 1]) ? text[..end] : text, start, end);

    /// <summary>Whether what stands between the groups is what stands in telephone numbers.</summary>
    private static bool IsWellJoined(ReadOnlySpan<char> text, DigitGroups groups, int count)
    {
        var dots = 0;
        for (var i = 1; i < count; i++)
        {
            var separator = groups.Separator(text, i);
            var parenthesis = separator.IndexOfAny('(', ')') >= 0;
            if (separator[0] == '.')
            {
                dots++;
            }

            if (parenthesis ? i > 2 || separator.ContainsAny('.', '/') : separator.Length > 1 || (separator[0] == '/' && i > 1))
            {
                return false;
            }
        }

        return dots == 0 || dots == count - 1;
    }

    /// <summary>Whether the groups are not a part of a longer row of numbers, or of bytes.</summary>
    private static bool IsApart(ReadOnlySpan<char> text, DigitGroups groups, int start, int count)
    {
        if (count == 1 || !DigitGroups.IsSpace(text[groups.End(count - 2)]))
        {
            return true;
        }

        var end = groups.End(count - 1);
        var before = start > 1 && DigitGroups.IsSpace(text[start - 1]) && (char.IsAsciiDigit(text[start - 2])
            || (start > 2 && IsByte(text, start - 3) && !Surroundings.IsWordBefore(text, start - 3)));
        var after = end + 1 < text.Length && DigitGroups.IsSpace(text[end]) && char.IsAsciiDigit(text[end + 1]);
        var bytes = groups.Length(count - 1) == 2 && end + 3 <= text.Length && text[end] == ' '
            && IsByte(text, end + 1) && !Surroundings.IsWordAt(text, end + 3);
        return !before && !after && !bytes;
    }

    private static bool IsByte(ReadOnlySpan<char> text, int position) =>
        char.IsAsciiHexDigit(text[position]) && char.IsAsciiHexDigit(text[position + 1])
        && (char.IsAsciiDigit(text[position]) || char.IsAsciiDigit(text[position + 1]));

    /// <summary>Whether the groups are a form of some country that hardly anything else has.</summary>
    private static bool IsForm(ReadOnlySpan<char> text, DigitGroups groups, int count, ReadOnlySpan<char> digits, bool parenthesis)
    {
        if (count == 1)
        {
            return false;
        }

        if (digits[0] == '0')
        {
            return IsWithTrunk(text, groups, count, digits);
        }

        var shape = 0;
        for (var i = 0; i < count; i++)
        {
            shape = groups.Length(i) > 9 ? -1 : (shape * 10) + groups.Length(i);
        }

        return shape switch
        {
            334 => CallingCodes.IsNorthAmerican(digits) || digits[0] == '3', // United States, Canada, Mexico; mobile ones of Italy
            1334 => digits[0] == '1' && CallingCodes.IsNorthAmerican(digits[1..]),
            13322 => digits[0] == '8', // Russia
            3222 => digits[0] >= '6', // Spain
            2322 => digits[0] is '2' or '5' or '6' or '7' or '8' or '9' && !groups.AreJoinedBy(text, 4, "."), // Poland, Spain
            344 => digits[0] == '1' && digits[1] >= '3', // China
            254 => digits[2] == '9', // Brazil
            244 => parenthesis, // Brazil, Mexico
            433 => digits[..4] is "1300" or "1800", // Australia
            _ => false,
        };
    }

    /// <summary>Whether digits that begin with one 0, as numbers do in most countries, are in groups as such numbers are.</summary>
    private static bool IsWithTrunk(ReadOnlySpan<char> text, DigitGroups groups, int count, ReadOnlySpan<char> digits)
    {
        if (digits[1] == '0' || digits.Length < 9 || (digits.Length > 11 && count > 2) || groups.Length(0) > 6 || groups.Begins(2, 2, 4)
            || IsNotTelephone(groups, count) || (count == 2 && text[groups.End(0)] == '.'))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (groups.Length(i) < 2 || (i > 2 && !groups.Separator(text, i).SequenceEqual(groups.Separator(text, 2))))
            {
                return false;
            }
        }

        return true;
    }

    // A postal code of the United States with its four more digits; a code that ends in more digits than a number does; bytes.
    private static bool IsNotTelephone(DigitGroups groups, int count) =>
        (count == 2 && groups.Begins(5, 4)) || (count == 3 && groups.Length(1) < 3 && groups.Length(2) > 4)
        || (count == 6 && groups.Begins(2, 2, 2, 2, 2, 2));

    /// <summary>Whether a word before the digits says that they are a telephone number.</summary>
    private static bool IsNamed(ReadOnlySpan<char> text, DigitGroups groups, int start, int count, ReadOnlySpan<char> digits)
    {
        var date = digits.Length == 8 && (digits[..2] is "19" or "20" || groups.Begins(2, 2, 4)) && count != 2;
        return !date && groups.Length(count - 1) > 1 && ContextWords.Phone.IsBefore(text, start);
    }
}
