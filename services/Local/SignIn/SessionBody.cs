using System.Text.Json.Serialization;

namespace Text2Llm.Local.SignIn;

/// <summary>A session on the wire, as Supabase sends it.</summary>
internal sealed record SessionBody(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("expires_at")] long ExpiresAt,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    UserBody User);
