namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>Whose access tokens the edge takes: configuration section <c>Auth</c>.</summary>
public sealed record AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Auth";

    /// <summary>The tokens' <c>iss</c>, for instance <c>https://abc.supabase.co/auth/v1</c>. Required.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The tokens' <c>aud</c>.</summary>
    public string Audience { get; init; } = "authenticated";

    /// <summary>Where the issuer's public keys are (JWKS, for ES256 and RS256). Empty: <c>{Issuer}/.well-known/jwks.json</c>.</summary>
    public string JwksUrl { get; init; } = "";

    /// <summary>The shared secret of a project that still signs with HS256, at least 32 bytes. Where it is set, no keys are fetched.</summary>
    public string Hs256Secret { get; init; } = "";

    /// <summary>The address that the keys are fetched from.</summary>
    public Uri KeysAddress => new(JwksUrl.Length > 0 ? JwksUrl : $"{Issuer.TrimEnd('/')}/.well-known/jwks.json");
}
