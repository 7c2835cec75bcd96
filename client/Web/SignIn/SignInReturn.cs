namespace Text2Llm.Web.SignIn;

/// <summary>What an identity provider sent back in the page's address.</summary>
/// <param name="Code">The code to be exchanged for a session, if the sign-in went well.</param>
/// <param name="Error">What to tell the person, if it did not.</param>
internal sealed record SignInReturn(string? Code, string? Error)
{
    /// <summary>Reads a page's address; null where it is not a return.</summary>
    public static SignInReturn? From(Uri pageUrl)
    {
        var values = Values(pageUrl.Query);

        // Some errors come behind the hash.
        foreach (var (name, value) in Values(pageUrl.Fragment))
        {
            values.TryAdd(name, value);
        }

        if (values.ContainsKey("error") || values.ContainsKey("error_code"))
        {
            // The description is whatever the address says, so it is not shown.
            var code = values.GetValueOrDefault("error_code") ?? values.GetValueOrDefault("error");
            return new SignInReturn(null, AuthSentence.For(code, message: null, status: 0));
        }

        return values.TryGetValue("code", out var given) && given.Length > 0 ? new SignInReturn(given, null) : null;
    }

    private static Dictionary<string, string> Values(string part)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in part.TrimStart('?', '#').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = pair.Split('=', 2);
            values.TryAdd(Text(name[0]), name.Length > 1 ? Text(name[1]) : "");
        }

        return values;
    }

    private static string Text(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
