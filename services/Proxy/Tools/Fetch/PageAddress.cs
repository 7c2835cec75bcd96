using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>The rules that a page's address obeys before anybody is asked where it leads; redirects' too.</summary>
internal static class PageAddress
{
    private const int Longest = 4096;

    // Below are mail, logins and the like, whose servers might take a request for a command. Above, anybody may run a web server.
    private const int FirstFreePort = 1024;

    /// <summary>The address that a caller asks for.</summary>
    /// <exception cref="CallException">It is no address, or one of a kind that is not fetched.</exception>
    public static Uri Parse(string text)
    {
        if (text.Length is 0 or > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw new CallException(CallError.Invalid($"url must be an absolute address of at most {Longest} characters, for instance https://example.org/page."));
        }

        return Check(address);
    }

    /// <summary>Where a page that was fetched redirects to.</summary>
    /// <exception cref="CallException">It leads nowhere, or where pages are not fetched from.</exception>
    public static Uri Redirected(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var address) || address.OriginalString.Length > Longest)
        {
            throw FetchErrors.Redirects("The page redirects to nowhere.");
        }

        if (from.Scheme == Uri.UriSchemeHttps && address.Scheme == Uri.UriSchemeHttp)
        {
            // Whoever asked for a page that nobody can change on its way does not get another without being told.
            throw FetchErrors.Refused("The page redirects from https to http, which is not followed; ask for the http address if that is meant.");
        }

        return Check(address);
    }

    private static Uri Check(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw FetchErrors.Refused("The page is not fetched: its address is neither http nor https.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw FetchErrors.Refused("The page is not fetched: its address holds credentials.");
        }

        return address.Port is 80 or 443 or >= FirstFreePort
            ? address
            : throw FetchErrors.Refused($"The page is not fetched: its port is {address.Port}; it must be 80, 443 or above {FirstFreePort - 1}.");
    }
}
