using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>
/// What is kept of a token that passed: how long it holds, and the claims that services ask for. The token itself, and the rest of what its
/// issuer writes into it, are many times that.
/// </summary>
internal sealed class CheckedToken : SecurityToken
{
    private static readonly string[] Claims = ["sub", "session_id"];

    private CheckedToken(SecurityToken token) => (Id, Issuer, ValidFrom, ValidTo) = (token.Id, token.Issuer, token.ValidFrom, token.ValidTo);

    public override string Id { get; }

    public override string Issuer { get; }

    public override DateTime ValidFrom { get; }

    public override DateTime ValidTo { get; }

    public override SecurityKey? SecurityKey => null;

    public override SecurityKey? SigningKey { get; set; }

    /// <summary>What is kept of a check that a token passed.</summary>
    public static TokenValidationResult Of(TokenValidationResult passed)
    {
        var caller = passed.ClaimsIdentity;
        return new TokenValidationResult
        {
            IsValid = true,
            SecurityToken = new CheckedToken(passed.SecurityToken),
            ClaimsIdentity = new ClaimsIdentity(
                Claims.SelectMany(caller.FindAll).Select(claim => new Claim(claim.Type, claim.Value)),
                caller.AuthenticationType,
                caller.NameClaimType,
                caller.RoleClaimType),
        };
    }
}
