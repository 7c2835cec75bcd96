using Microsoft.AspNetCore.Mvc;

namespace Text2Llm.Local.SignIn;

/// <summary>What a page asks with to sign somebody in.</summary>
internal sealed record AuthorizeRequest(
    string? Provider,
    [property: FromQuery(Name = "redirect_to")] string? RedirectTo,
    [property: FromQuery(Name = "code_challenge")] string? CodeChallenge,
    [property: FromQuery(Name = "code_challenge_method")] string? CodeChallengeMethod)
{
    private static readonly string[] Providers = ["google", "github"];

    /// <summary>Checks the request; gives the page to return to.</summary>
    /// <exception cref="SignInException">The request has a mistake. It is told here, since the page may not be one to return to.</exception>
    public Uri Check(Issuer issuer)
    {
        if (!Providers.Contains(Provider))
        {
            throw SignInException.Invalid("Unsupported provider: provider is not enabled; use google or github");
        }

        if (!string.Equals(CodeChallengeMethod, "s256", StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(CodeChallenge))
        {
            throw SignInException.Invalid("Only PKCE is taken: send code_challenge, and code_challenge_method=s256");
        }

        return Uri.TryCreate(RedirectTo, UriKind.Absolute, out var page) && issuer.MayReturnTo(page)
            ? page
            : throw SignInException.Invalid("redirect_to must be a page of this computer's Text2Llm");
    }
}
