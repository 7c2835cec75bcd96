using System.Text.Json.Serialization;

namespace Text2Llm.Local.SignIn;

/// <summary>The public keys that tokens are checked with (RFC 7517).</summary>
internal sealed record JwksDocument(IReadOnlyList<Jwk> Keys);

/// <summary>One P-256 public key.</summary>
internal sealed record Jwk(string Kid, string X, string Y)
{
    public string Kty { get; } = "EC";

    public string Crv { get; } = "P-256";

    public string Alg { get; } = "ES256";

    public string Use { get; } = "sig";

    [JsonPropertyName("key_ops")]
    public IReadOnlyList<string> KeyOperations { get; } = ["verify"];
}
