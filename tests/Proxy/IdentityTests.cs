using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Text2Llm.Proxy.Tests;

/// <summary>Who may call: those with a token of the installation's issuer, and nobody else.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public Task NoToken_IsRefused() => ShouldBeRefusedAsync(null, "Authorization");

    [Fact]
    public Task Expired_IsRefused() => ShouldBeRefusedAsync(_proxy.Issuer.TokenFor("ada", age: TimeSpan.FromHours(2)), "expired");

    [Fact]
    public Task OtherIssuer_IsRefused() => ShouldBeRefusedAsync(_proxy.Issuer.TokenFor("ada", issuer: "https://example.org/auth/v1"), "another issuer");

    [Fact]
    public Task OtherAudience_IsRefused() => ShouldBeRefusedAsync(_proxy.Issuer.TokenFor("ada", audience: "anon"), "another audience");

    [Fact]
    public async Task ForgedSignature_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ShouldBeRefusedAsync(_proxy.Issuer.TokenFor("ada", key: key), "signature");
    }

    [Fact]
    public Task Unsigned_IsRefused()
    {
        var parts = _proxy.Issuer.TokenFor("ada").Split('.');
        return ShouldBeRefusedAsync($"eyJhbGciOiJub25lIn0.{parts[1]}.", "signature");
    }

    [Fact]
    public Task Malformed_IsRefused() => ShouldBeRefusedAsync("nonsense", "malformed");

    [Fact]
    public Task WithoutSubject_IsRefused() => ShouldBeRefusedAsync(_proxy.Issuer.TokenFor(null), "");

    [Fact]
    public async Task Health_NeedsNoToken()
    {
        (await _proxy.Client.GetStringAsync("/health", Cancel)).ShouldContain("\"ok\"");
    }

    private async Task ShouldBeRefusedAsync(string? token, string says)
    {
        using var request = _proxy.Request("""{"model":"m","messages":[]}""", user: null);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        using var response = await _proxy.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        var error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("UNAUTHENTICATED");
        error.GetProperty("message").GetString()!.ShouldContain(says);
        _proxy.Provider.Requests.ShouldBeEmpty();
    }
}
