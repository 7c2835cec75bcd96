using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Text2Llm.TestServers;

namespace Text2Llm.ServiceDefaults.Tests;

public sealed class IdentityTests
{
    private const string Secret = "a-secret-of-a-project-that-still-signs-with-hs256";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Es256_ByThePublishedKeys_IsTaken()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await SampleService.StartAsync(("Auth:Issuer", issuer.Issuer));

        (await WhoAsync(service, issuer.TokenFor("ada"))).ShouldBe((HttpStatusCode.OK, "ada"));
    }

    [Fact]
    public async Task Key_PublishedSinceTheLastLook_IsTakenAtOnce()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await SampleService.StartAsync(time, ("Auth:Issuer", issuer.Issuer));
        (await WhoAsync(service, issuer.TokenFor("ada"))).Status.ShouldBe(HttpStatusCode.OK);
        var old = issuer.TokenFor("ada");

        issuer.Rotate();
        time.Advance(TimeSpan.FromSeconds(5));

        (await WhoAsync(service, issuer.TokenFor("ada"))).ShouldBe((HttpStatusCode.OK, "ada"));
        (await WhoAsync(service, old)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_WhileForgedTokensNameOthers_AreFetchedNoMoreThanOnceInFiveSeconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var issuer = await TokenIssuer.StartAsync();
        await using var forger = await TokenIssuer.StartAsync();
        await using var service = await SampleService.StartAsync(time, ("Auth:Issuer", issuer.Issuer));
        (await WhoAsync(service, issuer.TokenFor("ada"))).Status.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(5));

        for (var round = 0; round < 5; round++)
        {
            forger.Rotate();
            (await WhoAsync(service, forger.TokenFor("ada", issuer: issuer.Issuer))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        issuer.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_OutOfReachAndBack_AreFetchedAfterFiveSeconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await SampleService.StartAsync(time, ("Auth:Issuer", issuer.Issuer));
        issuer.IsAway = true;
        (await WhoAsync(service, issuer.TokenFor("ada"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var fetches = issuer.Fetches;
        (await WhoAsync(service, issuer.TokenFor("ada"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        issuer.Fetches.ShouldBe(fetches);

        issuer.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(5));

        (await WhoAsync(service, issuer.TokenFor("ada"))).ShouldBe((HttpStatusCode.OK, "ada"));
    }

    [Fact]
    public async Task Hs256_BySecret_IsTaken_WhereItIsConfigured()
    {
        await using var service = await SampleService.StartAsync(("Auth:Issuer", "https://issuer.example"), ("Auth:Hs256Secret", Secret));

        (await WhoAsync(service, Hs256Token(Secret))).ShouldBe((HttpStatusCode.OK, "ada"));
        (await WhoAsync(service, Hs256Token(Secret + "x"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Hs256_WhereKeysArePublished_IsRefused()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await SampleService.StartAsync(("Auth:Issuer", issuer.Issuer));

        (await WhoAsync(service, Hs256Token(Secret, issuer.Issuer))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task KeysOutOfReach_IsSaidSo()
    {
        await using var service = await SampleService.StartAsync(("Auth:Issuer", "http://127.0.0.1:1/auth/v1"));
        await using var issuer = await TokenIssuer.StartAsync();

        var (status, body) = await WhoAsync(service, issuer.TokenFor("ada", issuer: "http://127.0.0.1:1/auth/v1"));

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.ShouldContain("IDENTITY_UNAVAILABLE");
    }

    [Fact]
    public async Task Configuration_Wrong_NamesEveryMistake()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => SampleService.StartAsync(
            ("Auth:Issuer", "nowhere"), ("Auth:JwksUrl", "ftp://x"), ("Auth:Hs256Secret", "short"), ("Auth:Audience", "")));

        failure.Failures.Count().ShouldBe(4);
    }

    private static string Hs256Token(string secret, string issuer = "https://issuer.example") =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "authenticated",
            Claims = new Dictionary<string, object> { ["sub"] = "ada" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
        });

    private static async Task<(HttpStatusCode Status, string Body)> WhoAsync(SampleService service, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync(new Uri(service.PublicAddress, "who"), Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
