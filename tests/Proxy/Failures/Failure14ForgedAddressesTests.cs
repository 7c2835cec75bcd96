using System.Net;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>
/// Failure 14: nothing that a caller writes decides where a call goes. Hosts come from the configuration; the one part that a key may fill is a
/// label, and a model's name never leaves its place in the path.
/// </summary>
public sealed class Failure14ForgedAddressesTests : IAsyncLifetime
{
    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();

        // The trap: whoever gets "127.0.0.1:port/" or "x@127.0.0.1:port/" into the open part comes out at the provider.
        _proxy = await ProxyServer.StartAsync([.. _provider.Settings, ("Providers:open:BaseUrl", "http://{resource}.invalid/v1")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example/")]
    [InlineData("evil.example#")]
    [InlineData("evil.example?")]
    [InlineData("a@evil")]
    [InlineData("127.0.0.1")]
    [InlineData("..")]
    [InlineData("%2e")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("a{b}")]
    [InlineData("[::1]")]
    [InlineData("")]
    public async Task AccountThatIsNoLabel_IsRefused(string account)
    {
        var (status, text) = await AskAsync("open", $"{account}:secret", "m");

        status.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldContain("INVALID_REQUEST");
    }

    [Theory]
    [InlineData(AnyProvider.Gemini, "../../upload/v1beta/files")]
    [InlineData(AnyProvider.Gemini, "models/../x")]
    [InlineData(AnyProvider.Gemini, "m:generateContent?x=")]
    [InlineData(AnyProvider.Gemini, "m%2f..%2fx")]
    [InlineData(AnyProvider.Gemini, "//evil.example/x")]
    [InlineData(AnyProvider.Gemini, "http://evil.example/x")]
    [InlineData(AnyProvider.Bedrock, "../x")]
    [InlineData(AnyProvider.Bedrock, "m/../x")]
    [InlineData(AnyProvider.Bedrock, "//evil.example/x")]
    [InlineData(AnyProvider.Bedrock, "m?x=y")]
    [InlineData(AnyProvider.Bedrock, "m%2f..")]
    [InlineData(AnyProvider.Bedrock, "m\\n")]
    public async Task ModelThatLeavesItsPlace_IsRefused(string wire, string model)
    {
        var (status, text) = await AskAsync(wire, "sk-1234567890:abcdefghij", model);

        status.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldContain("INVALID_REQUEST");
        _provider.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x-provider", "http://evil.example/v1")]
    [InlineData("x-provider", "test, openai")]
    [InlineData("x-provider", "test:BaseUrl")]
    public async Task ProviderThatIsAnAddress_IsUnknown(string header, string value)
    {
        using var request = _proxy.Request("""{"model":"m","messages":[]}""", provider: null);
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await _proxy.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("PROVIDER_UNKNOWN");
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string provider, string key, string model)
    {
        using var request = _proxy.Request(
            $$$"""{"model":"{{{model}}}","messages":[{"role":"user","content":"Hi"}],"base_url":"{{{_proxy.Provider.BaseAddress}}}"}""", provider, key);
        request.Headers.Add("x-unsupported", "ignore");
        request.Headers.Add("x-provider-base-url", $"{_proxy.Provider.BaseAddress}");
        using var response = await _proxy.Client.SendAsync(request, Cancel);
        _proxy.Provider.Requests.ShouldBeEmpty();
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
