using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>Signs access tokens like those of Supabase, of its size and with its claims, with HS256.</summary>
internal sealed class AccessTokens(TimeProvider time)
{
    /// <summary>The tokens' <c>iss</c>.</summary>
    public const string Issuer = "http://issuer.bench/auth/v1";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>The secret, which the proxy has to know.</summary>
    public string Secret { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The token of a user, who is named by number.</summary>
    public string Of(int user)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var payload = $$"""
            {"aud":"authenticated","exp":{{now + (long)Lifetime.TotalSeconds}},"iat":{{now}},"iss":"{{Issuer}}","sub":"00000000-0000-4000-8000-{{user:D12}}","email":"user{{user}}@bench.example","phone":"","app_metadata":{"provider":"email","providers":["email"]},"user_metadata":{"email":"user{{user}}@bench.example","email_verified":true},"role":"authenticated","aal":"aal1","amr":[{"method":"password","timestamp":{{now}}}],"session_id":"00000000-0000-4000-9000-{{user:D12}}","is_anonymous":false}
            """;
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
