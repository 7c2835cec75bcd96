using System.Net;
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
    private readonly SigningKeys _keys;

    private TokenIssuer(WebApplication app, SigningKeys keys) => (_app, _keys) = (app, keys);

    /// <summary>The tokens' <c>iss</c>.</summary>
    public string Issuer => new Uri(LoopbackServer.AddressesOf(_app)[0], "auth/v1").ToString();

    /// <summary>How often its keys were asked for.</summary>
    public int Fetches => _keys.Fetches;

    /// <summary>Whether it answers 503 in the place of its keys.</summary>
    public bool IsAway
    {
        set => _keys.IsAway = value;
    }

    /// <summary>Starts it.</summary>
    public static async Task<TokenIssuer> StartAsync(IPAddress? address = null)
    {
        var keys = new SigningKeys();
        return new TokenIssuer(await LoopbackServer.StartAsync(app => app.MapGet("/auth/v1/.well-known/jwks.json", keys.Publish), address), keys);
    }

    /// <summary>Signs with another key from now on, and publishes that one alone.</summary>
    public void Rotate() => _keys.Rotate();

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
                new ECDsaSecurityKey(key ?? _keys.Current)
                {
                    KeyId = _keys.Id,
                    CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
                },
                SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _keys.Dispose();
    }

    /// <summary>The key that the issuer signs with now.</summary>
    private sealed class SigningKeys : IDisposable
    {
        private int _number = 1;
        private int _fetches;

        public int Fetches => Volatile.Read(ref _fetches);

        public bool IsAway { get; set; }

        public ECDsa Current { get; private set; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Id => $"k{_number}";

        public void Rotate()
        {
            Current.Dispose();
            (Current, _number) = (ECDsa.Create(ECCurve.NamedCurves.nistP256), _number + 1);
        }

        public IResult Publish()
        {
            Interlocked.Increment(ref _fetches);
            if (IsAway)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            var point = Current.ExportParameters(false).Q;
            return Results.Json(new
            {
                keys = new[] { new { kid = Id, kty = "EC", crv = "P-256", alg = "ES256", x = Base64UrlEncoder.Encode(point.X!), y = Base64UrlEncoder.Encode(point.Y!) } },
            });
        }

        public void Dispose() => Current.Dispose();
    }
}
