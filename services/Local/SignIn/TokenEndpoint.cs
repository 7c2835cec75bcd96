using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Text2Llm.Local.SignIn;

/// <summary><c>POST /token</c>: a session for a code (<c>grant_type=pkce</c>) or for a refresh token (<c>grant_type=refresh_token</c>).</summary>
internal static class TokenEndpoint
{
    public static async Task<Ok<SessionBody>> HandleAsync(
        [FromQuery(Name = "grant_type")] string? grantType,
        HttpRequest request,
        AuthorizationCodes codes,
        Sessions sessions,
        CancellationToken cancel)
    {
        var body = await SignInBody.ReadAsync<TokenRequest>(request, cancel);
        return TypedResults.Ok(grantType switch
        {
            "pkce" when body is { AuthCode.Length: > 0, CodeVerifier.Length: > 0 }
                => sessions.Begin(codes.Use(body.AuthCode, body.CodeVerifier)),
            "pkce" => throw SignInException.Invalid("invalid request: both auth code and code verifier should be non-empty"),
            "refresh_token" when body.RefreshToken is { Length: > 0 } token => sessions.Continue(token),
            "refresh_token" => throw SignInException.Invalid("refresh_token required"),
            _ => throw new SignInException(
                StatusCodes.Status400BadRequest, "invalid_credentials", "unsupported_grant_type: use pkce or refresh_token"),
        });
    }

    private sealed record TokenRequest(
        [property: JsonPropertyName("auth_code")] string? AuthCode,
        [property: JsonPropertyName("code_verifier")] string? CodeVerifier,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken);
}
