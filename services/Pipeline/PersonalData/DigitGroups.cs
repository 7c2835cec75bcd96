namespace Text2Llm.Pipeline.PersonalData;

/// <summary>
/// A number as people write it: groups of digits with one to three separators between them. An instance is used again and again.
/// </summary>
internal sealed class DigitGroups
{
    /// <summary>How many groups are read; the longest form, a telephone number by pairs with its country and a (0), has seven.</summary>
    public const int Most = 8;

    private const int LongestSeparator = 3;

    private readonly int[] _starts = new int[Most];
    private readonly int[] _ends = new int[Most];

    /// <summary>How many groups there are, 1 to <see cref="Most"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the groups from the first digit of one.</summary>
    public void Read(ReadOnlySpan<char> text, int position)
    {
        Count = 0;
        while (Count < Most)
        {
            var length = text[position..].IndexOfAnyExceptInRange('0', '9');
            var end = length < 0 ? text.Length : position + length;
            _starts[Count] = position;
            _ends[Count++] = end;
            position = end;
            while (position < text.Length && position - end < LongestSeparator && IsSeparator(text[position]))
            {
                position++;
            }

            if (position == end || position == text.Length || !char.IsAsciiDigit(text[position]))
            {
                return;
            }
        }
    }

    /// <summary>Where a group begins.</summary>
    public int Start(int group) => _starts[group];

    /// <summary>Where a group ends.</summary>
    public int End(int group) => _ends[group];

    /// <summary>How many digits a group has.</summary>
    public int Length(int group) => _ends[group] - _starts[group];

    /// <summary>What stands between a group and the one before it.</summary>
    public ReadOnlySpan<char> Separator(ReadOnlySpan<char> text, int group) => text[_ends[group - 1].._starts[group]];

    /// <summary>Whether the first groups have these lengths.</summary>
    public bool Begins(params ReadOnlySpan<int> lengths)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            if (i >= Count || Length(i) != lengths[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one and the same character, one of those given, stands between the first groups.</summary>
    public bool AreJoinedBy(ReadOnlySpan<char> text, int count, ReadOnlySpan<char> separators)
    {
        for (var i = 1; i < count; i++)
        {
            var separator = Separator(text, i);
            if (separator.Length != 1 || separator[0] != text[_ends[0]] || !separators.Contains(separator[0]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The digits of some groups, one after another; empty when they do not fit.</summary>
    public ReadOnlySpan<char> Digits(ReadOnlySpan<char> text, int from, int to, Span<char> buffer)
    {
        var length = 0;
        for (var i = from; i < to; i++)
        {
            if (length + Length(i) > buffer.Length)
            {
                return [];
            }

            text[_starts[i].._ends[i]].CopyTo(buffer[length..]);
            length += Length(i);
        }

        return buffer[..length];
    }

    /// <summary>Whether a character is a space, of those that people put into numbers.</summary>
    public static bool IsSpace(char character) => character is ' ' or '\u00A0' or '\u2009' or '\u202F';

    /// <summary>Whether a character is a hyphen, of those that people put into numbers.</summary>
    public static bool IsHyphen(char character) => character is '-' or '\u2010' or '\u2011' or '\u2013';

    private static bool IsSeparator(char character) =>
        IsSpace(character) || IsHyphen(character) || character is '.' or '/' or '(' or ')';
}
