using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Text2Llm.Local.SignIn;

/// <summary>
/// <c>GET /authorize</c>: where Supabase sends people on to Google or GitHub, this asks who they want to be on this computer; the answer
/// takes them back to the page with a code.
/// </summary>
internal static class AuthorizeEndpoint
{
    private const int LongestEmail = 254;

    public static ContentHttpResult ShowPage([AsParameters] AuthorizeRequest request, Issuer issuer)
    {
        request.Check(issuer);
        return Page(request, StatusCodes.Status200OK, mistake: null);
    }

    public static Results<RedirectHttpResult, ContentHttpResult> Accept(
        [AsParameters] AuthorizeRequest request, [FromForm] string? email, Issuer issuer, UserStore users, AuthorizationCodes codes)
    {
        var page = request.Check(issuer);
        var address = email?.Trim().ToLowerInvariant() ?? "";
        if (!LooksLikeEmail(address))
        {
            return Page(request, StatusCodes.Status400BadRequest, "That is not an e-mail address; write one such as me@localhost.");
        }

        var code = codes.Add(users.SignIn(address, request.Provider!).Id, request.CodeChallenge!);
        return TypedResults.Redirect(QueryHelpers.AddQueryString(page.ToString(), "code", code));
    }

    private static ContentHttpResult Page(AuthorizeRequest request, int status, string? mistake) =>
        TypedResults.Content(AuthorizePage.Render(request.Provider!, mistake), "text/html; charset=utf-8", statusCode: status);

    private static bool LooksLikeEmail(string text) =>
        text.Length <= LongestEmail && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace);
}
