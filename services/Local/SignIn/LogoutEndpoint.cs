using Microsoft.AspNetCore.Http.HttpResults;

namespace Text2Llm.Local.SignIn;

/// <summary><c>POST /logout</c>: ends the user's sessions: all (<c>scope=global</c>, the default), this one, or the others.</summary>
internal static class LogoutEndpoint
{
    public static async Task<NoContent> HandleAsync(HttpContext context, string? scope, SessionStore sessions)
    {
        var session = await BearerSession.RequireAsync(context, sessions);
        switch (scope)
        {
            case null or "" or "global":
                sessions.RemoveAll(session.UserId, exceptId: null);
                break;
            case "local":
                sessions.Remove(session.Id);
                break;
            case "others":
                sessions.RemoveAll(session.UserId, exceptId: session.Id);
                break;
            default:
                throw SignInException.Invalid("Unsupported logout scope: use global, local or others");
        }

        return TypedResults.NoContent();
    }
}
