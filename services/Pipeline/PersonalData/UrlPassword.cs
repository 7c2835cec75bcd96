using System.Buffers;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Tells the user and the password of a URL, <c>scheme://user:password@host</c>, from an e-mail address.</summary>
internal static class UrlPassword
{
    private const int Longest = 128;

    private static readonly SearchValues<char> NoUser = SearchValues.Create(" \t\r\n/\"'<>");
    private static readonly SearchValues<char> NoPassword = SearchValues.Create("${}[]*");

    /// <summary>Whether what stands before an at sign is the user of a URL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the at sign is.</param>
    /// <param name="password">Where the user's password begins; the at sign's place when there is none worth hiding.</param>
    public static bool IsUser(ReadOnlySpan<char> text, int at, out int password)
    {
        password = at;
        var from = Math.Max(0, at - Longest);
        var scheme = text[from..at].LastIndexOf("://");
        if (scheme < 0)
        {
            return false;
        }

        var start = from + scheme + 3;
        var user = text[start..at];
        if (user.ContainsAny(NoUser) || user.IsEmpty)
        {
            return false;
        }

        var colon = user.IndexOf(':');
        if (colon >= 0 && IsPassword(user[(colon + 1)..]))
        {
            password = start + colon + 1;
        }

        return true;
    }

    // What documents put in a password's place is none: <password>, ${PASSWORD}, ****.
    private static bool IsPassword(ReadOnlySpan<char> text) =>
        text.Length > 3 && text is not ("pass" or "secret") && !text.ContainsAny(NoPassword) && !text.ContainsAny(AssignedSecret.Placeholders);
}
