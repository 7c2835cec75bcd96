namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Social security numbers of the United States: with hyphens, or after a word that says so.</summary>
internal static class SocialSecurityNumber
{
    /// <summary>The number that begins with the first group, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, DigitGroups groups)
    {
        var whole = groups.Begins(9);
        if (!whole && !(groups.Begins(3, 2, 4) && groups.AreJoinedBy(text, 3, "- \u2011\u2010")))
        {
            return null;
        }

        Span<char> buffer = stackalloc char[9];
        var (start, end) = (groups.Start(0), groups.End(whole ? 0 : 2));
        var hyphens = !whole && DigitGroups.IsHyphen(text[groups.End(0)]);
        return IsAssignable(groups.Digits(text, 0, whole ? 1 : 3, buffer)) && Surroundings.IsNumberAlone(text, start, end)
            && (hyphens || ContextWords.Ssn.IsBefore(text, start))
            ? new Finding(PersonalDataKind.Ssn, start, end)
            : null;
    }

    private static bool IsAssignable(ReadOnlySpan<char> digits) =>
        digits[0] != '9' && digits[..3] is not ("000" or "666") && digits[3..5] is not "00" && digits[5..] is not "0000";
}
