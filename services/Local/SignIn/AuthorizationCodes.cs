using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.Local.SignIn;

/// <summary>Codes that a page is sent back with and exchanges for a session, once, by proof of having asked (PKCE, RFC 7636, S256).</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>A code for a user, bound to the page's challenge.</summary>
    public string Add(string userId, string challenge)
    {
        foreach (var expired in _grants.Where(grant => grant.Value.ExpiresAt <= time.GetUtcNow()))
        {
            _grants.TryRemove(expired);
        }

        var code = Guid.NewGuid().ToString();
        _grants[code] = new Grant(userId, challenge, time.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>Uses a code up; gives the user that it stands for.</summary>
    /// <exception cref="SignInException">There is no such code, it is too old, or another page asked for it.</exception>
    public string Use(string code, string verifier)
    {
        if (!_grants.TryRemove(code, out var grant) || grant.ExpiresAt <= time.GetUtcNow())
        {
            throw new SignInException(StatusCodes.Status404NotFound, "flow_state_not_found", "invalid flow state, no valid flow state found");
        }

        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(challenge), Encoding.ASCII.GetBytes(grant.Challenge))
            ? grant.UserId
            : throw new SignInException(
                StatusCodes.Status400BadRequest, "bad_code_verifier", "code challenge does not match previously saved code verifier");
    }

    private sealed record Grant(string UserId, string Challenge, DateTimeOffset ExpiresAt);
}
