using System.Text.Json.Serialization;

namespace Text2Llm.Local.SignIn;

/// <summary>A user on the wire, as Supabase sends them.</summary>
internal sealed record UserBody(
    string Id,
    string Aud,
    string Role,
    string Email,
    string Phone,
    [property: JsonPropertyName("is_anonymous")] bool IsAnonymous,
    [property: JsonPropertyName("app_metadata")] IReadOnlyDictionary<string, object> AppMetadata,
    [property: JsonPropertyName("user_metadata")] IReadOnlyDictionary<string, object> UserMetadata,
    IReadOnlyList<object> Identities,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("last_sign_in_at")] DateTimeOffset LastSignInAt)
{
    public static UserBody From(User user) => new(
        user.Id,
        AccessTokens.Audience,
        AccessTokens.Audience,
        user.Email ?? "",
        "",
        user.IsAnonymous,
        user.AppMetadata,
        user.UserMetadata,
        [],
        user.CreatedAt,
        user.LastSignInAt);
}
