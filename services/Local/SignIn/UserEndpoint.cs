using Microsoft.AspNetCore.Http.HttpResults;

namespace Text2Llm.Local.SignIn;

/// <summary><c>GET /user</c>: whose token this is.</summary>
internal static class UserEndpoint
{
    public static async Task<Ok<UserBody>> HandleAsync(HttpContext context, UserStore users, SessionStore sessions)
    {
        var session = await BearerSession.RequireAsync(context, sessions);
        return TypedResults.Ok(UserBody.From(users.Find(session.UserId)!));
    }
}
