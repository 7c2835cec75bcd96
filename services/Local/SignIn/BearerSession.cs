using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.Local.SignIn;

/// <summary>The session that a call's access token belongs to.</summary>
internal static class BearerSession
{
    /// <exception cref="SignInException">No valid token came, or its session has ended.</exception>
    public static async Task<Session> RequireAsync(HttpContext context, SessionStore sessions)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.None)
        {
            throw SignInException.NoToken("This endpoint requires a valid Bearer token");
        }

        if (!result.Succeeded || result.Principal.FindFirst("session_id") is not { } id)
        {
            throw new SignInException(StatusCodes.Status403Forbidden, "bad_jwt", "invalid JWT: it is malformed, expired or not signed here");
        }

        return sessions.Find(id.Value) is { } session && session.UserId == result.Principal.UserId()
            ? session
            : throw new SignInException(
                StatusCodes.Status403Forbidden, "session_not_found", "Session from session_id claim in JWT does not exist");
    }
}
