using Microsoft.AspNetCore.Http.HttpResults;

namespace Text2Llm.Local.SignIn;

/// <summary><c>POST /signup</c>: with an empty body or object, a session without an account. Passwords are not taken here.</summary>
internal static class SignUpEndpoint
{
    public static async Task<Ok<SessionBody>> HandleAsync(HttpRequest request, Sessions sessions, CancellationToken cancel)
    {
        var body = await SignInBody.ReadAsync<SignUpRequest>(request, cancel);
        return body is { Email.Length: > 0 } or { Phone.Length: > 0 }
            ? throw new SignInException(
                StatusCodes.Status422UnprocessableEntity,
                "signup_disabled",
                "This sign-in takes no passwords: send {} for an anonymous session, or use /authorize")
            : TypedResults.Ok(sessions.BeginAnonymous());
    }

    private sealed record SignUpRequest(string? Email, string? Phone);
}
