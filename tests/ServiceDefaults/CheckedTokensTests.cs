using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Text2Llm.ServiceDefaults.Identity;

namespace Text2Llm.ServiceDefaults.Tests;

public sealed class CheckedTokensTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly SymmetricSecurityKey _key = new(Encoding.UTF8.GetBytes("a-secret-of-a-project-that-still-signs-with-hs256"));
    private readonly CountingHandler _check = new();
    private readonly CheckedTokens _tokens;
    private readonly TokenValidationParameters _rules;

    public CheckedTokensTests()
    {
        _tokens = new CheckedTokens(_check, _time);
        _rules = RulesFor(_key);
    }

    [Fact]
    public async Task Validate_TokenSeenBefore_IsNotCheckedAgain()
    {
        var token = Token(TimeSpan.FromHours(1));

        var first = await _tokens.ValidateTokenAsync(token, _rules);
        var second = await _tokens.ValidateTokenAsync(token, _rules);

        second.ClaimsIdentity.FindFirst("sub")!.Value.ShouldBe("ada");
        second.ShouldBeSameAs(first);
        _check.Checks.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_Token_KeepsWhoseItIsAndHowLongItHoldsAndNothingMore()
    {
        var result = await _tokens.ValidateTokenAsync(Token(TimeSpan.FromHours(1), "much that nobody asks for"), _rules);

        result.ClaimsIdentity.IsAuthenticated.ShouldBeTrue();
        result.ClaimsIdentity.Claims.Select(claim => (claim.Type, claim.Value)).ShouldBe([("sub", "ada"), ("session_id", "s1")]);
        result.SecurityToken.ShouldNotBeOfType<JsonWebToken>();
        result.SecurityToken.ValidTo.ShouldBe(_time.GetUtcNow().AddHours(1).UtcDateTime, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Validate_TokenThatFailed_IsCheckedAgain()
    {
        var forged = Token(TimeSpan.FromHours(1)) + "x";

        (await _tokens.ValidateTokenAsync(forged, _rules)).IsValid.ShouldBeFalse();
        (await _tokens.ValidateTokenAsync(forged, _rules)).IsValid.ShouldBeFalse();

        _check.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Validate_OtherSignatureOnTokenSeenBefore_IsRefused()
    {
        var token = Token(TimeSpan.FromHours(1));
        await _tokens.ValidateTokenAsync(token, _rules);

        var forged = token[..(token.LastIndexOf('.') + 1)] + Base64UrlEncoder.Encode(new byte[32]);

        (await _tokens.ValidateTokenAsync(forged, _rules)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task Validate_TokenSeenBefore_IsCheckedAgainOnceItExpires()
    {
        var token = Token(TimeSpan.FromMinutes(2));
        await _tokens.ValidateTokenAsync(token, _rules);

        _time.Advance(TimeSpan.FromMinutes(2));
        await _tokens.ValidateTokenAsync(token, _rules);

        _check.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Validate_TokenSeenBefore_IsCheckedAgainAfterFiveMinutes()
    {
        var token = Token(TimeSpan.FromHours(1));
        await _tokens.ValidateTokenAsync(token, _rules);

        _time.Advance(TimeSpan.FromMinutes(5));
        await _tokens.ValidateTokenAsync(token, _rules);

        _check.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Validate_TokenSeenBefore_IsRefusedOnceItsKeyIsWithdrawn()
    {
        var token = Token(TimeSpan.FromHours(1));
        (await _tokens.ValidateTokenAsync(token, _rules)).IsValid.ShouldBeTrue();

        var rotated = RulesFor(new SymmetricSecurityKey(Encoding.UTF8.GetBytes("another-secret-that-the-issuer-signs-with-from-now-on")));

        (await _tokens.ValidateTokenAsync(token, rotated)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task Validate_LargeTokens_AreRememberedOnlySoFar()
    {
        // 25 MB of characters in all.
        var tokens = Enumerable.Range(0, 125).Select(number => Token(TimeSpan.FromHours(1), new string('x', 150_000) + number)).ToList();
        foreach (var token in tokens.Concat(tokens))
        {
            (await _tokens.ValidateTokenAsync(token, _rules)).IsValid.ShouldBeTrue();
        }

        _check.Checks.ShouldBeGreaterThan(tokens.Count);
    }

    public void Dispose() => _tokens.Dispose();

    private static TokenValidationParameters RulesFor(SecurityKey key) => new()
    {
        ValidIssuer = "https://issuer.example",
        ValidAudience = "authenticated",
        ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(new OpenIdConnectConfiguration { SigningKeys = { key } }),
    };

    private string Token(TimeSpan lifetime, string about = "") => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "https://issuer.example",
        Audience = "authenticated",
        Expires = _time.GetUtcNow().Add(lifetime).UtcDateTime,
        Claims = new Dictionary<string, object> { ["sub"] = "ada", ["session_id"] = "s1", ["about"] = about },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>The real check, which says how often it was asked.</summary>
    private sealed class CountingHandler : JsonWebTokenHandler
    {
        public int Checks { get; private set; }

        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            Checks++;
            return base.ValidateTokenAsync(token, validationParameters);
        }
    }
}
