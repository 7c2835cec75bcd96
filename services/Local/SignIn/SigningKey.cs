using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.Local.SignIn;

/// <summary>The ES256 key that signs access tokens. Made once and kept, so that tokens outlive a restart.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    public SigningKey(SignInDatabase database)
    {
        using var connection = database.Connect();
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // Of two programs that start at once on one folder, one inserts and both read the same key.
        connection.Execute(
            "INSERT INTO signing_keys (id, pkcs8) SELECT $id, $pkcs8 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
            ("$id", Guid.NewGuid().ToString()),
            ("$pkcs8", fresh.ExportPkcs8PrivateKey()));
        var stored = connection.First(
            row => new { Id = row.GetString(0), Pkcs8 = row.GetFieldValue<byte[]>(1) }, "SELECT id, pkcs8 FROM signing_keys")!;

        _key = ECDsa.Create();
        _key.ImportPkcs8PrivateKey(stored.Pkcs8, out _);
        Credentials = new SigningCredentials(
            new ECDsaSecurityKey(_key)
            {
                KeyId = stored.Id,

                // The library's own cache belongs to the process and would keep using a key that is disposed of.
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
            SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>What signs.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>The public half, as a JWKS document.</summary>
    public JwksDocument PublicKeys
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return new JwksDocument([
                new Jwk(
                    Credentials.Kid,
                    Base64UrlEncoder.Encode(point.X!),
                    Base64UrlEncoder.Encode(point.Y!)),
            ]);
        }
    }

    public void Dispose() => _key.Dispose();
}
