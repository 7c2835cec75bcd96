using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Text2Llm.Proxy.Tests.Failures;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>Bodies that are made to hurt a reader: on every route that takes JSON they are the caller's mistake, and cost nothing.</summary>
public sealed class MalformedBodyTests : IAsyncLifetime
{
    private const string Chat = "/v1/proxy/chat/completions";
    private const string Embeddings = "/v1/proxy/embeddings";

    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    public static TheoryData<string, string, string> Routes => [
        (Chat, AnyProvider.OpenAI, """{"model":"m","messages":[{"role":"user","content":#}]}"""),
        (Chat, AnyProvider.Anthropic, """{"model":"m","messages":[{"role":"user","content":#}]}"""),
        (Chat, AnyProvider.Gemini, """{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"a":#}}}]}"""),
        (Chat, AnyProvider.Bedrock, """{"model":"m","messages":[],"response_format":#}"""),
        (Embeddings, AnyProvider.OpenAI, """{"model":"m","input":#}"""),
        (Embeddings, AnyProvider.Gemini, """{"model":"m","input":#}"""),
        ("/v1/proxy/search", "brave", """{"query":#}"""),
        ("/v1/proxy/fetch", "brave", """{"url":#}""")];

    /// <summary>All but where texts pass as they are.</summary>
    public static TheoryData<string, string, string> RoutesThatReadText =>
        [.. Routes.Select(row => row.Data).Where(row => row is not (Embeddings, AnyProvider.OpenAI, _))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _proxy = await ProxyServer.StartAsync(_provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public Task NestedDeeply_IsRefused(string route, string provider, string body)
    {
        const int Depth = 60_000;
        return ShouldBeRefusedAsync(route, provider, body.Replace("#", new string('[', Depth) + new string(']', Depth), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public Task NestedWithoutEnd_IsRefused(string route, string provider, string body)
    {
        var beginning = body[..body.IndexOf('#', StringComparison.Ordinal)];
        return ShouldBeRefusedAsync(route, provider, beginning + string.Concat(Enumerable.Repeat("""{"a":""", 20_000)));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public Task NotUtf8_IsRefused(string route, string provider, string body) =>
        ShouldBeRefusedAsync(route, provider, body.Replace("#", "\"\u00ff\u00fe\u00c3(\"", StringComparison.Ordinal), Encoding.Latin1);

    [Theory]
    [MemberData(nameof(RoutesThatReadText))]
    public Task HalfASurrogatePair_AsAName_IsRefused(string route, string provider, string body) =>
        ShouldBeRefusedAsync(route, provider, """{"\ud800":1,""" + body.Replace("#", "[\"\\udfff\"]", StringComparison.Ordinal)[1..]);

    [Theory]
    [InlineData(Chat, """{"model":"m","messages":[],"n":2147483647,"max_tokens":2147483647}""")]
    [InlineData(Chat, """{"model":"m","messages":[],"reasoning":{"max_tokens":2147483647},"n":2147483647}""")]
    public async Task HugeNumbers_HoldWhatThereIsAndNoMore(string route, string body)
    {
        _provider.Answer = context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            return Task.CompletedTask;
        };

        using var response = await SendAsync(route, AnyProvider.OpenAI, Encoding.UTF8.GetBytes(body));

        response.Headers.GetValues("RateLimit").Single().ShouldContain("\"daily\";r=0;");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await _proxy.SettledAsync("ada", 100_000);
    }

    private async Task ShouldBeRefusedAsync(string route, string provider, string body, Encoding? encoding = null)
    {
        using var response = await SendAsync(route, provider, (encoding ?? Encoding.UTF8).GetBytes(body));

        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
        JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetProperty("code").GetString().ShouldBe("INVALID_REQUEST");
        _provider.Requests.ShouldBeEmpty();
        await _proxy.SettledAsync("ada", 100_000);
    }

    private async Task<HttpResponseMessage> SendAsync(string route, string provider, byte[] body)
    {
        using var request = _proxy.Request("", provider);
        request.RequestUri = new Uri(route, UriKind.Relative);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _proxy.Client.SendAsync(request, Cancel);
    }
}
