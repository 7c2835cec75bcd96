using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.Local.SignIn;

/// <summary>Writes access tokens: ES256, with the claims of Supabase's.</summary>
internal sealed class AccessTokens(SigningKey key, Issuer issuer, TimeProvider time)
{
    /// <summary>The tokens' <c>aud</c> and <c>role</c>.</summary>
    public const string Audience = "authenticated";

    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token for a user in a session, and when it expires.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Write(User user, Session session)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + Lifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer.Address.ToString(),
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = user.Id,
                ["email"] = user.Email ?? "",
                ["phone"] = "",
                ["role"] = Audience,
                ["aal"] = "aal1",
                ["amr"] = new[]
                {
                    new Dictionary<string, object> { ["method"] = session.Method, ["timestamp"] = session.CreatedAt.ToUnixTimeSeconds() },
                },
                ["session_id"] = session.Id,
                ["is_anonymous"] = user.IsAnonymous,
                ["app_metadata"] = user.AppMetadata,
                ["user_metadata"] = user.UserMetadata,
            },
        });
        return (token, expiresAt);
    }
}
