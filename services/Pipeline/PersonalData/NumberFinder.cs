namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Finds everything that is made of digits: addresses of the network, numbers of accounts, cards, people and telephones.</summary>
internal sealed class NumberFinder
{
    // Fewer digits in one group are nothing that is looked for.
    private const int Fewest = 7;

    private readonly DigitGroups _groups = new();

    /// <summary>Adds what a text holds. The findings do not overlap.</summary>
    public void Find(ReadOnlySpan<char> text, List<Finding> found)
    {
        var position = 0;
        while (text[position..].IndexOfAnyInRange('0', '9') is >= 0 and var next)
        {
            position += next;
            if (At(text, position, out var end) is { } finding)
            {
                found.Add(finding);
                end = finding.End;
            }

            position = end;
        }
    }

    /// <summary>What begins at a digit, and else where to go on.</summary>
    private Finding? At(ReadOnlySpan<char> text, int position, out int end)
    {
        end = position;
        if (Surroundings.IsWordBefore(text, position))
        {
            var account = Iban.At(text, position);
            end = account is null ? EndOfWord(text, position) : end;
            return account;
        }

        if (IpV6.At(text, position) is { } address)
        {
            return address;
        }

        _groups.Read(text, position);
        end = _groups.End(0);
        if (Surroundings.IsWordAt(text, end))
        {
            end = EndOfWord(text, end);
            return null;
        }

        return _groups.Count == 1 && _groups.Length(0) < Fewest
            ? null
            : IpV4.At(text, _groups) ?? SocialSecurityNumber.At(text, _groups) ?? CardNumber.At(text, _groups) ?? PhoneNumber.At(text, _groups);
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
        {
            position++;
        }

        return position;
    }
}
