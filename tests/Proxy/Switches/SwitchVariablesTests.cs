using System.Net;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary><c>PROXY_ENABLED</c> and <c>PROXY_DISABLE_…</c>.</summary>
public sealed class SwitchVariablesTests
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PROXY_ENABLED", "false", HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData("PROXY_ENABLED", "True", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("PROXY_DISABLE_TEST", "true", HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK)]
    [InlineData("PROXY_DISABLE_TEST", "FALSE", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Variable_SwitchesWhatItNames(string variable, string value, HttpStatusCode test, HttpStatusCode keyless)
    {
        await using var proxy = await ProxyServer.StartAsync((variable, value));

        using var ofTest = await proxy.Client.SendAsync(proxy.Request(Chat), Cancel);
        using var ofKeyless = await proxy.Client.SendAsync(proxy.Request(Chat, "keyless"), Cancel);

        (ofTest.StatusCode, ofKeyless.StatusCode).ShouldBe((test, keyless));
        proxy.Provider.Requests.Count.ShouldBe(new[] { test, keyless }.Count(status => status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Variable_ProvidersIdHasAHyphen_IsWrittenWithAnUnderscore()
    {
        await using var proxy = await ProxyServer.StartAsync(
            ("PROXY_DISABLE_MY_LLM", "true"),
            ("Providers:my-llm:BaseUrl", "http://127.0.0.1:9/v1"),
            ("Providers:my-llm:DisplayName", "My LLM"));

        using var response = await proxy.Client.SendAsync(proxy.Request(Chat, "my-llm"), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldBeNull();
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            """{"error":{"message":"My LLM is switched off here.","type":"server_error","param":null,"code":"PROVIDER_DISABLED"}}""");
        proxy.Log.ShouldContain("Warning my-llm is switched off by the configuration");
    }

    [Fact]
    public async Task Start_WrongVariables_NamesEach()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => ProxyServer.StartAsync(
            ("PROXY_ENABLED", "no"), ("PROXY_DISABLE_TEST", "1"), ("PROXY_DISABLE_TSET", "true"), ("Providers:all:BaseUrl", "http://127.0.0.1:9")));

        failure.Failures.Select(mistake => mistake.Split(';')[0].Split(" of ")[0]).Order(StringComparer.Ordinal).ShouldBe(
        [
            "PROXY_DISABLE_TEST is '1'",
            "PROXY_DISABLE_TSET names no provider",
            "PROXY_ENABLED is 'no'",
            "Providers:all takes the name by which every provider is switched",
        ]);
    }
}
