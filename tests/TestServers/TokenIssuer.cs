using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.TestServers;

/// <summary>An issuer of access tokens as Supabase's: publishes its keys, and signs what a test wants signed.</summary>
public sealed class TokenIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDsa _key;

    private TokenIssuer(WebApplication app, ECDsa key) => (_app, _key) = (app, key);

    /// <summary>The tokens' <c>iss</c>.</summary>
    public string Issuer => new Uri(LoopbackServer.AddressesOf(_app)[0], "auth/v1").ToString();

    /// <summary>Starts it.</summary>
    public static async Task<TokenIssuer> StartAsync()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        var keys = new
        {
            keys = new[] { new { kid = "k1", kty = "EC", crv = "P-256", alg = "ES256", x = Base64UrlEncoder.Encode(point.X!), y = Base64UrlEncoder.Encode(point.Y!) } },
        };
        return new TokenIssuer(await LoopbackServer.StartAsync(app => app.MapGet("/auth/v1/.well-known/jwks.json", () => Results.Json(keys))), key);
    }

    /// <summary>A token for a user; good for an hour unless said otherwise.</summary>
    public string TokenFor(
        string? userId, string? issuer = null, string audience = "authenticated", TimeSpan? age = null, ECDsa? key = null)
    {
        var issuedAt = TimeProvider.System.GetUtcNow() - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            IssuedAt = issuedAt.UtcDateTime,
            Expires = issuedAt.AddHours(1).UtcDateTime,
            Claims = userId is null ? [] : new Dictionary<string, object> { ["sub"] = userId, ["role"] = "authenticated" },
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(key ?? _key)
                {
                    KeyId = "k1",
                    CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
                },
                SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
