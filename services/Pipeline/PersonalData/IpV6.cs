namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Public IPv6 addresses: 2000::/3, so that each begins with four hexadecimal digits the first of which is 2 or 3.</summary>
internal static class IpV6
{
    private const int Longest = 39;

    /// <summary>The address that begins at a digit, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, int start)
    {
        if (text[start] is not ('2' or '3') || start + 4 >= text.Length || text[start + 4] != ':'
            || (start > 0 && text[start - 1] is ':' or '.' or '-'))
        {
            return null;
        }

        Span<int> groups = stackalloc int[8];
        var (count, gaps, position) = (0, 0, start);
        while (position < text.Length && position - start < Longest && count < 8)
        {
            var (value, from) = (0, position);
            while (position < text.Length && position - from < 4 && char.IsAsciiHexDigit(text[position]))
            {
                var digit = text[position++];
                value = (value << 4) | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
            }

            if (position > from)
            {
                groups[count++] = value;
            }

            if (position + 1 >= text.Length || text[position] != ':' || !(text[position + 1] == ':' || char.IsAsciiHexDigit(text[position + 1])))
            {
                break;
            }

            position++;
            if (text[position] == ':')
            {
                gaps++;
                position++;
            }
        }

        var whole = gaps == 0 ? count == 8 : gaps == 1 && count is > 2 and < 8;
        return whole && !Surroundings.IsWordAt(text, position) && !(position < text.Length && text[position] == ':') && IsPublic(groups)
            ? new Finding(PersonalDataKind.Ip, start, position)
            : null;
    }

    private static bool IsPublic(ReadOnlySpan<int> groups) =>
        groups[0] is >= 0x2000 and < 0x4000
        && !(groups[0] == 0x2001 && groups[1] is 0xDB8 or < 0x200) // documentation; protocols' own (2001::/23)
        && !(groups[0] == 0x3FFF && groups[1] < 0x1000); // documentation
}
