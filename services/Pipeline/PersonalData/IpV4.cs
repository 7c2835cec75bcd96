namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Public IPv4 addresses, told from versions and from the numbers of sections.</summary>
internal static class IpV4
{
    // Four numbers up to here are rather a version: of random addresses 1 in 22,000 is such.
    private const int SmallNumber = 20;

    /// <summary>The address that begins with the first group, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, DigitGroups groups)
    {
        if (groups.Count < 4 || groups.Length(0) > 3 || !groups.AreJoinedBy(text, 4, "."))
        {
            return null;
        }

        uint address = 0;
        var small = true;
        for (var i = 0; i < 4; i++)
        {
            var digits = text[groups.Start(i)..groups.End(i)];
            if (digits.Length > 3 || (digits.Length > 1 && digits[0] == '0') || byte.TryParse(digits, out var octet) is false)
            {
                return null;
            }

            small &= octet <= SmallNumber;
            address = (address << 8) | octet;
        }

        var (start, end) = (groups.Start(0), groups.End(3));

        // As tcpdump writes them: 34.117.59.81.443.
        var port = !small && groups.Count == 5 && groups.AreJoinedBy(text, 5, ".") && groups.Length(4) is >= 2 and <= 5;
        return IsPublic(address) && StandsForItself(text, start, end, port) && !IsVersion(text, start, end, small)
            ? new Finding(PersonalDataKind.Ip, start, end)
            : null;
    }

    private static bool StandsForItself(ReadOnlySpan<char> text, int start, int end, bool port)
    {
        var before = start > 0 ? text[start - 1] : ' ';
        var further = start > 1 ? text[start - 2] : ' ';
        var after = end < text.Length ? text[end] : ' ';
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return !Surroundings.IsWordAt(text, end)
            && before is not ('.' or '_' or '^' or '~' or '>' or '+' or '#') && !(before == '<' && after != '>')
            && !(before is '/' or '-' && Surroundings.IsWord(further))
            && !(before == '=' && further is '=' or '>' or '<' or '~' or '!')
            && !(after is '.' or '-' or '_' or '+' && Surroundings.IsWord(next) && !port);
    }

    private static bool IsVersion(ReadOnlySpan<char> text, int start, int end, bool small)
    {
        var written = (start > 1 && text[start - 1] == '/' && text[start - 2] == '/') || (start > 0 && text[start - 1] == '@')
            || (end + 1 < text.Length && text[end] is ':' or '/' && char.IsAsciiDigit(text[end + 1]));
        var doubtful = small || IsObjectIdentifier(text[start..end]);
        return !written && (ContextWords.Version.IsBefore(text, start) || (doubtful && !ContextWords.Address.IsBefore(text, start)));
    }

    // Those of X.500 and of its certificates are in all code that knows them.
    private static bool IsObjectIdentifier(ReadOnlySpan<char> text) =>
        text.StartsWith("2.5.", StringComparison.Ordinal) || text.StartsWith("1.3.", StringComparison.Ordinal)
        || text.StartsWith("1.2.", StringComparison.Ordinal);

    /// <summary>Whether an address is one of the Internet: not private, of the machine, of the link, of documentation, of many hosts.</summary>
    private static bool IsPublic(uint address) =>
        (address >> 24) is > 0 and < 224 and not 10 and not 127
        && (address & 0x0000FFFF) != 0
        && (address >> 22) != 0x191 // 100.64.0.0/10
        && (address >> 20) != 0xAC1 // 172.16.0.0/12
        && (address >> 17) != 0x6309 // 198.18.0.0/15
        && (address >> 16) is not 0xA9FE and not 0xC0A8 // 169.254.0.0/16, 192.168.0.0/16
        && (address >> 8) is not 0xC00000 and not 0xC00002 and not 0xC05863 and not 0xC63364 and not 0xCB0071;
}
