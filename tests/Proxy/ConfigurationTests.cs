using System.Net;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Tests;

public sealed class ConfigurationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_MistakesInSeveralSections_NamesThemAll()
    {
        var failure = await Should.ThrowAsync<AggregateException>(() => ProxyServer.StartAsync(
            ("Providers:Bad Id:BaseUrl", "ftp://x"),
            ("Providers:test:KeyUrl", "http://x"),
            ("Proxy:MaxRequestBytes", "1"),
            ("Auth:Audience", ""),
            ("Listen:PublicPort", "-5")));

        failure.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures).Select(mistake => mistake.Split(' ')[0])
            .Order().ShouldBe(["Auth:Audience", "Listen:PublicPort", "Providers:Bad", "Providers:Bad", "Providers:test:KeyUrl", "Proxy:MaxRequestBytes"]);
    }

    [Fact]
    public async Task Start_ModelsBaseWithAnOpenPartThatNoKeyFills_IsRefused()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => ProxyServer.StartAsync(
            ("Providers:bedrock:BaseUrl", "http://127.0.0.1:1"), ("Providers:bedrock:Region", "eu-central-1")));

        failure.Message.ShouldStartWith("Providers:bedrock:ModelsBaseUrl leaves {region} open");
    }

    [Fact]
    public async Task Start_LimitsBesideTheQuotaService_AreNamedAndNotQuoted()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => ProxyServer.StartAsync(
            ("Proxy:QuotaAddress", "quota:8081"), ("Quota:Redis", "redis:6379,password=hunter2"), ("Quota:TokensPerDay", "1")));

        failure.Failures.Select(mistake => mistake.Split(' ')[0]).ShouldBe(["Proxy:QuotaAddress", "Quota:Redis", "Quota:TokensPerDay"]);
        failure.Message.ShouldContain("Quota:Redis is set beside Proxy:QuotaAddress");
        failure.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Start_WithoutTheTokenFileThatItNames_Fails()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => ProxyServer.StartAsync(
            ("Proxy:QuotaAddress", "http://quota:8081"), ("Proxy:QuotaTokenFile", "/no/such/token")));

        failure.Failures.ShouldHaveSingleItem().ShouldContain("Proxy:QuotaTokenFile is '/no/such/token'");
    }

    [Theory]
    [InlineData("https://chat.example.org", true)]
    [InlineData("https://evil.example", false)]
    public async Task Browser_OfAnotherOrigin_MayCallOnlyWhereItIsConfigured(string origin, bool allowed)
    {
        await using var proxy = await ProxyServer.StartAsync(("Proxy:AllowedOrigins:0", "https://chat.example.org"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/text2llm.v1.ChatService/StreamChat");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web,x-provider,x-provider-key,x-user-agent");

        using var response = await proxy.Client.SendAsync(preflight, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowedOrigins).ShouldBe(allowed);
        (allowedOrigins ?? []).ShouldBe(allowed ? [origin] : []);
    }
}
