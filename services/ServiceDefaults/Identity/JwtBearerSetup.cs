using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Sets the token check up from <see cref="AuthOptions"/>: signature, issuer, audience and expiry are all required.</summary>
internal sealed class JwtBearerSetup(IOptions<AuthOptions> auth, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(5);

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var settings = auth.Value;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new CheckedTokens(new JsonWebTokenHandler { MapInboundClaims = false }, time));
        options.IncludeErrorDetails = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            NameClaimType = "sub",
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };

        // The algorithms are fixed by the kind of key, so that a public key can never be taken for a shared secret.
        if (settings.Hs256Secret.Length > 0)
        {
            options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.Hs256Secret));
            options.Configuration = new OpenIdConnectConfiguration { Issuer = settings.Issuer };
            return;
        }

        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256];
        options.ConfigurationManager = new IssuerKeys(
            settings.Issuer,
            settings.KeysAddress,
            // Plain HTTP where the operator wrote so: within a cluster, keys come from the service beside.
            new HttpDocumentRetriever(KeysClient(settings.KeysAddress)) { RequireHttps = false },
            time)
        {
            // A key that the issuer has withdrawn is good for nothing, and least of all for an hour more.
            UseLastKnownGoodConfiguration = false,
        };
    }

    // Whoever waits for keys keeps every caller waiting.
    private static HttpClient KeysClient(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback }) { Timeout = LongestFetch };
}
