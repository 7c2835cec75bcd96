using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Text2Llm.Local.SignIn;

/// <summary><c>POST /signup</c>: with an empty object, a session without an account. Passwords are not taken here.</summary>
internal static class SignUpEndpoint
{
    public static Ok<SessionBody> Handle([FromBody] JsonElement body, Sessions sessions)
    {
        var namesSomebody = body.ValueKind == JsonValueKind.Object && (Says(body, "email") || Says(body, "phone"));
        return namesSomebody
            ? throw new SignInException(
                StatusCodes.Status422UnprocessableEntity, "signup_disabled", "This sign-in takes no passwords: send {} for an anonymous session, or use /authorize.")
            : TypedResults.Ok(sessions.BeginAnonymous());
    }

    private static bool Says(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;
}
