using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Text2Llm.Local.Tests;

/// <summary>The sign-in as a client of Supabase Auth meets it.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("text2llm-").FullName;
    private LocalProgram _program = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _program = await LocalProgram.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task SignUp_EmptyBody_GivesAnAnonymousSessionWithSupabasesClaims()
    {
        var session = await _program.SignUpAsync();

        session.GetProperty("token_type").GetString().ShouldBe("bearer");
        session.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        session.GetProperty("refresh_token").GetString().ShouldNotBeEmpty();
        session.GetProperty("user").GetProperty("is_anonymous").GetBoolean().ShouldBeTrue();
        var (header, claims) = Decode(session);
        header.GetProperty("alg").GetString().ShouldBe("ES256");
        claims.GetProperty("iss").GetString().ShouldBe(new Uri(_program.Address, "auth/v1").ToString());
        claims.GetProperty("sub").GetString().ShouldBe(session.GetProperty("user").GetProperty("id").GetString());
        claims.GetProperty("aud").GetString().ShouldBe("authenticated");
        claims.GetProperty("role").GetString().ShouldBe("authenticated");
        claims.GetProperty("is_anonymous").GetBoolean().ShouldBeTrue();
        claims.GetProperty("session_id").GetString().ShouldNotBeEmpty();
        claims.GetProperty("amr")[0].GetProperty("method").GetString().ShouldBe("anonymous");
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(3600);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("", "application/json")]
    [InlineData("{}", "text/plain")]
    public async Task SignUp_NothingSent_IsAnEmptyObject(string body, string? mediaType)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = mediaType is null ? null : new(mediaType);

        using var response = await _program.Client.PostAsync("/auth/v1/signup", content, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("signup", "{")]
    [InlineData("signup", "[]")]
    [InlineData("token?grant_type=refresh_token", "null")]
    public async Task Body_NoJsonObject_IsRefusedInSupabasesForm(string path, string body)
    {
        using var response = await _program.Client.PostAsync($"/auth/v1/{path}", new StringContent(body), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error_code").GetString().ShouldBe("bad_json");
    }

    [Fact]
    public async Task SignUp_FromAnotherSitesPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/signup");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await _program.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Jwks_VerifiesTheTokens()
    {
        var session = await _program.SignUpAsync();
        var keys = await _program.Client.GetFromJsonAsync<JsonElement>("/auth/v1/.well-known/jwks.json", Cancel);
        var key = keys.GetProperty("keys")[0];
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = WebEncoders.Base64UrlDecode(key.GetProperty("x").GetString()!),
                Y = WebEncoders.Base64UrlDecode(key.GetProperty("y").GetString()!),
            },
        });

        var parts = session.GetProperty("access_token").GetString()!.Split('.');

        Decode(session).Header.GetProperty("kid").GetString().ShouldBe(key.GetProperty("kid").GetString());
        verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256)
            .ShouldBeTrue();
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task SignUp_WithPassword_IsRefused()
    {
        var (status, body) = await _program.PostAsync("signup", new { email = "ada@example.org", password = "x" });

        status.ShouldBe(422);
        body.GetProperty("error_code").GetString().ShouldBe("signup_disabled");
    }

    [Fact]
    public async Task Authorize_ThenPkce_GivesASessionOfThatPerson()
    {
        const string verifier = "a-verifier-that-is-long-enough-to-be-one-of-43-characters";
        var code = await AuthorizeAsync(verifier, "Ada@Example.org");

        var (status, session) = await _program.PostAsync("token?grant_type=pkce", new { auth_code = code, code_verifier = verifier });

        status.ShouldBe(200);
        session.GetProperty("user").GetProperty("email").GetString().ShouldBe("ada@example.org");
        var claims = Decode(session).Claims;
        claims.GetProperty("app_metadata").GetProperty("provider").GetString().ShouldBe("google");
        claims.GetProperty("amr")[0].GetProperty("method").GetString().ShouldBe("oauth");

        var (again, error) = await _program.PostAsync("token?grant_type=pkce", new { auth_code = code, code_verifier = verifier });
        (again, error.GetProperty("error_code").GetString()).ShouldBe((404, "flow_state_not_found"));
    }

    [Fact]
    public async Task Pkce_OtherVerifier_IsRefusedAndTheCodeIsGone()
    {
        var code = await AuthorizeAsync("the-right-verifier", "ada@example.org");

        var (status, error) = await _program.PostAsync("token?grant_type=pkce", new { auth_code = code, code_verifier = "another" });
        var (again, _) = await _program.PostAsync("token?grant_type=pkce", new { auth_code = code, code_verifier = "the-right-verifier" });

        (status, error.GetProperty("error_code").GetString()).ShouldBe((400, "bad_code_verifier"));
        again.ShouldBe(404);
    }

    [Fact]
    public async Task Authorize_SamePersonAgain_IsTheSameUser()
    {
        var first = await SignInAsync("ada@example.org");
        var second = await SignInAsync("ada@example.org");

        UserId(second).ShouldBe(UserId(first));
        UserId(await SignInAsync("grace@example.org")).ShouldNotBe(UserId(first));
    }

    [Theory]
    [InlineData("provider=google&redirect_to=https://evil.example/&code_challenge=x&code_challenge_method=s256", "redirect_to")]
    [InlineData("provider=google&redirect_to=http://localhost.evil.example:{port}/&code_challenge=x&code_challenge_method=s256", "redirect_to")]
    [InlineData("provider=google&redirect_to=http://localhost:{port}/&code_challenge_method=s256", "PKCE")]
    [InlineData("provider=google&redirect_to=http://localhost:{port}/&code_challenge=x&code_challenge_method=plain", "PKCE")]
    [InlineData("provider=myspace&redirect_to=http://localhost:{port}/&code_challenge=x&code_challenge_method=s256", "provider")]
    public async Task Authorize_WrongRequest_IsRefusedAndNobodyIsSentAnywhere(string query, string says)
    {
        query = query.Replace("{port}", $"{_program.Address.Port}", StringComparison.Ordinal);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, $"/auth/v1/authorize?{query}");
            request.Content = method == HttpMethod.Post ? new FormUrlEncodedContent([KeyValuePair.Create("email", "ada@example.org")]) : null;
            using var response = await _program.Client.SendAsync(request, Cancel);

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("msg").GetString()!.ShouldContain(says);
        }
    }

    [Fact]
    public async Task Authorize_NoEmailAddress_AsksAgain()
    {
        using var response = await PostEmailAsync("x", "nobody");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task Refresh_GivesANewTokenOfTheSameSession()
    {
        var first = await _program.SignUpAsync();

        var (status, second) = await RefreshAsync(first);

        status.ShouldBe(200);
        second.GetProperty("refresh_token").GetString().ShouldNotBe(first.GetProperty("refresh_token").GetString());
        SessionId(second).ShouldBe(SessionId(first));
        UserId(second).ShouldBe(UserId(first));
    }

    [Fact]
    public async Task Refresh_UnknownToken_IsRefused()
    {
        var (status, error) = await _program.PostAsync("token?grant_type=refresh_token", new { refresh_token = "nonsense" });

        (status, error.GetProperty("error_code").GetString()).ShouldBe((400, "refresh_token_not_found"));
    }

    [Fact]
    public async Task Refresh_AfterARestart_Goes_On()
    {
        var session = await _program.SignUpAsync();
        await _program.DisposeAsync();
        _program = await LocalProgram.StartAsync(_data);

        var (status, continued) = await RefreshAsync(session);

        status.ShouldBe(200);
        UserId(continued).ShouldBe(UserId(session));
        Decode(continued).Header.GetProperty("kid").GetString().ShouldBe(Decode(session).Header.GetProperty("kid").GetString());
    }

    [Fact]
    public async Task User_WithToken_IsWhoseItIs()
    {
        var session = await SignInAsync("ada@example.org");

        using var response = await _program.SendAsync(HttpMethod.Get, "/auth/v1/user", Token(session));

        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("email").GetString().ShouldBe("ada@example.org");
    }

    [Theory]
    [InlineData(null, 401, "no_authorization")]
    [InlineData("nonsense", 403, "bad_jwt")]
    public async Task User_WithoutValidToken_IsRefused(string? token, int status, string code)
    {
        using var response = await _program.SendAsync(HttpMethod.Get, "/auth/v1/user", token);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error_code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("?scope=global", false, false)]
    [InlineData("?scope=local", false, true)]
    [InlineData("?scope=others", true, false)]
    public async Task Logout_EndsTheSessionsOfItsScope(string scope, bool thisOneGoesOn, bool otherGoesOn)
    {
        var session = await SignInAsync("ada@example.org");
        var other = await SignInAsync("ada@example.org");

        using var response = await _program.SendAsync(HttpMethod.Post, $"/auth/v1/logout{scope}", Token(session));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((await RefreshAsync(session)).Status == 200).ShouldBe(thisOneGoesOn);
        ((await RefreshAsync(other)).Status == 200).ShouldBe(otherGoesOn);
    }

    [Fact]
    public async Task Unknown_Endpoint_IsNotAPage()
    {
        using var response = await _program.Client.GetAsync("/auth/v1/nothing", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private async Task<JsonElement> SignInAsync(string email)
    {
        const string verifier = "a-verifier";
        var code = await AuthorizeAsync(verifier, email);
        return (await _program.PostAsync("token?grant_type=pkce", new { auth_code = code, code_verifier = verifier })).Body;
    }

    private async Task<string> AuthorizeAsync(string verifier, string email)
    {
        using var response = await PostEmailAsync(WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), email);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var location = response.Headers.Location!;
        location.ToString().ShouldStartWith($"http://localhost:{_program.Address.Port}/chat?");
        return QueryHelpers.ParseQuery(location.Query)["code"].Single()!;
    }

    private Task<HttpResponseMessage> PostEmailAsync(string challenge, string email)
    {
        var page = Uri.EscapeDataString($"http://localhost:{_program.Address.Port}/chat");
        return _program.Client.PostAsync(
            $"/auth/v1/authorize?provider=google&redirect_to={page}&code_challenge={challenge}&code_challenge_method=s256",
            new FormUrlEncodedContent([KeyValuePair.Create("email", email)]),
            Cancel);
    }

    private Task<(int Status, JsonElement Body)> RefreshAsync(JsonElement session) =>
        _program.PostAsync("token?grant_type=refresh_token", new { refresh_token = session.GetProperty("refresh_token").GetString() });

    private static string Token(JsonElement session) => session.GetProperty("access_token").GetString()!;

    private static string UserId(JsonElement session) => session.GetProperty("user").GetProperty("id").GetString()!;

    private static string SessionId(JsonElement session) => Decode(session).Claims.GetProperty("session_id").GetString()!;

    private static (JsonElement Header, JsonElement Claims) Decode(JsonElement session)
    {
        var parts = Token(session).Split('.').Take(2)
            .Select(part => JsonSerializer.Deserialize<JsonElement>(WebEncoders.Base64UrlDecode(part))).ToArray();
        return (parts[0], parts[1]);
    }
}
