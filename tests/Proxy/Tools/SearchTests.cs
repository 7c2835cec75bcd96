using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>Web search through the providers' own wire formats.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private const string BraveAnswer = """
        {"type":"search","query":{"original":"q"},"web":{"type":"search","results":[
          {"title":"Tom &amp; Jerry","url":"https://a.example/1","description":"It&#x27;s &quot;first&quot;","page_age":"2026-02-17T09:30:00","age":"x","extra":[1]},
          {"title":"No link","url":"javascript:alert(1)","description":""},
          {"title":"Second","url":"https://a.example/2"}]}}
        """;

    private const string PerplexityAnswer = """
        {"id":"s1","results":[
          {"title":"First","url":"https://a.example/1","snippet":"**One**","date":"2026-02-17","last_updated":"2026-03-01"},
          {"title":"Second","url":"https://a.example/2","snippet":"Two","date":null,"last_updated":"2026-03-02"},
          {"title":"Third","url":"https://a.example/3","snippet":"Three"}]}
        """;

    private WebServer _web = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await WebServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("SearchProviders:brave:BaseUrl", $"{_web.Address}res/v1"),
            ("SearchProviders:perplexity:BaseUrl", $"{_web.Address}pplx/"),
            ("Quota:RequestsPerMinute", "100"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _web.DisposeAsync();
    }

    [Fact]
    public async Task Brave_Search_SpeaksItsWireFormat()
    {
        Answer(BraveAnswer);

        var (status, body) = await SearchAsync(
            "brave", new { query = "cats & dogs", count = 2, freshness = "week", country = "ch", language = "DE" });

        status.ShouldBe(200);
        body.GetRawText().ShouldBe(
            """
            { "results": [ { "title": "Tom & Jerry", "url": "https://a.example/1", "snippet": "It's \"first\"", "published": "2026-02-17" }, { "title": "Second", "url": "https://a.example/2", "snippet": "" } ] }
            """.Trim());
        var (line, request) = _web.Requests.ShouldHaveSingleItem();
        line.ShouldBe("GET /res/v1/web/search?q=cats%20%26%20dogs&count=2&result_filter=web&text_decorations=false&freshness=pw&country=CH&search_lang=de");
        request.Headers["X-Subscription-Token"].ShouldBe("key-1");
        request.Headers.Keys.ShouldNotContain("authorization", StringComparer.OrdinalIgnoreCase);
        request.Headers.Keys.ShouldNotContain("x-provider-key", StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ja", "", "jp")]
    [InlineData("no", "", "nb")]
    [InlineData("zh", "", "zh-hans")]
    [InlineData("zh", "tw", "zh-hant")]
    [InlineData("pt", "", "pt-br")]
    [InlineData("pt", "pt", "pt-pt")]
    public async Task Brave_LanguageThatItCallsOtherwise_IsTranslated(string language, string country, string code)
    {
        Answer(BraveAnswer);

        await SearchAsync("brave", new { query = "q", country, language });

        _web.Requests.ShouldHaveSingleItem().Line.ShouldEndWith($"&search_lang={code}");
    }

    [Fact]
    public async Task Brave_NothingFound_IsAnEmptyAnswer()
    {
        Answer("""{"type":"search","query":{"original":"q"}}""");

        var (status, body) = await SearchAsync("brave", new { query = "q" });

        status.ShouldBe(200);
        body.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Perplexity_SearchOverGrpc_SpeaksItsWireFormat()
    {
        Answer(PerplexityAnswer);
        using var channel = GrpcChannel.ForAddress(_proxy.Address);
        var search = new SearchRequest { Query = "cats", Count = 2, Freshness = Freshness.Month, Country = "ch", Language = "de" };

        var response = await new ToolService.ToolServiceClient(channel)
            .SearchAsync(search, _proxy.ToolHeaders("perplexity", "key-1"), cancellationToken: Cancel);

        response.Results.ShouldBe(
        [
            new SearchResult { Title = "First", Url = "https://a.example/1", Snippet = "**One**", Published = "2026-02-17" },
            new SearchResult { Title = "Second", Url = "https://a.example/2", Snippet = "Two", Published = "2026-03-02" },
        ]);
        var (line, request) = _web.Requests.ShouldHaveSingleItem();
        line.ShouldBe("POST /pplx/search");
        request.Headers["Authorization"].ShouldBe("Bearer key-1");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Text.ShouldBe(
            """{"query":"cats","max_results":2,"max_tokens_per_page":512,"country":"CH","search_language_filter":["de"],"search_recency_filter":"month"}""");
    }

    [Fact]
    public async Task Perplexity_PlainSearch_LeavesOutWhatWasNotSaid()
    {
        Answer(PerplexityAnswer);

        var (_, body) = await SearchAsync("perplexity", new { query = "cats" });

        body.GetProperty("results").GetArrayLength().ShouldBe(3);
        _web.Requests.Single().Request.Text.ShouldBe("""{"query":"cats","max_results":10,"max_tokens_per_page":512}""");
    }

    [Theory]
    [InlineData("brave", 422, """{"type":"ErrorResponse","error":{"status":422,"detail":"No such token key-1","code":"X"}}""", 422, "No such token [key removed]")]
    [InlineData("perplexity", 429, """{"error":{"message":"Slow down","type":"x"}}""", 429, "Slow down")]
    [InlineData("brave", 500, "", 500, "Brave Search answered with status 500.")]
    [InlineData("brave", 302, "", 502, "Brave Search answered with status 302, which is no answer.")]
    [InlineData("brave", 200, "<html>", 502, "Brave sent an answer that is no search result.")]
    [InlineData("perplexity", 200, """{"id":"s1"}""", 502, "Perplexity sent an answer that is no search result.")]
    public async Task ProviderFails_ItsWordsComeWithoutTheKey(string provider, int status, string answer, int told, string message)
    {
        Answer(answer, status);

        var (code, body) = await SearchAsync(provider, new { query = "cats" });

        code.ShouldBe(told);
        body.Code().ShouldBe("PROVIDER_ERROR");
        body.Message().ShouldBe(message);
    }

    [Fact]
    public async Task ProviderRedirects_TheKeyGoesNowhereElse()
    {
        _web.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        await SearchAsync("brave", new { query = "cats" });

        _web.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ProviderSendsWithoutEnd_IsCutOff()
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        _web.Answer = async context =>
        {
            while (true)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        };

        var (status, body) = await SearchAsync("brave", new { query = "cats" });

        (status, body.Code()).ShouldBe((502, "PROVIDER_ERROR"));
        await _web.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task ProviderNeverAnswers_TimeIsUp()
    {
        await using var proxy = await ProxyServer.StartAsync(
            ("SearchProviders:brave:BaseUrl", _web.Address.ToString()), ("Proxy:CallTimeout", "00:00:00.5"));
        _web.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var (status, body) = await proxy.CallAsync(proxy.ToolRequest("search", new { query = "cats" }, "brave", "key-1"));

        (status, body.Code()).ShouldBe((504, "PROVIDER_TIMEOUT"));
    }

    [Theory]
    [InlineData("""{"query":"  "}""", "query has 2 characters")]
    [InlineData("""{"query":"q","count":21}""", "count is 21")]
    [InlineData("""{"query":"q","freshness":"decade"}""", "freshness must be one of")]
    [InlineData("""{"query":"q","country":"CHE","language":"1"}""", "country must be two letters")]
    [InlineData("""{"query":"q","coutry":"CH"}""", "wrong at $.coutry")]
    [InlineData("""{"query":["q"]}""", "wrong at $.query")]
    [InlineData("null", "wrong at $;")]
    [InlineData("{", "must be a JSON object with query")]
    public async Task WrongSearch_IsToldAndNotMade(string body, string message)
    {
        var (status, answer) = await SearchAsync("brave", body);

        (status, answer.Code()).ShouldBe((400, "INVALID_REQUEST"));
        answer.Message().ShouldContain(message);
        _web.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "key-1", 400, "PROVIDER_UNKNOWN")]
    [InlineData("test", "key-1", 400, "PROVIDER_UNKNOWN")]
    [InlineData("brave", null, 400, "PROVIDER_KEY_MISSING")]
    public async Task ProviderOrKey_Missing_IsTold(string? provider, string? key, int status, string code)
    {
        var (answered, body) = await _proxy.CallAsync(_proxy.ToolRequest("search", new { query = "q" }, provider, key));

        (answered, body.Code()).ShouldBe((status, code));
    }

    [Fact]
    public async Task NoToken_IsRefusedOnBothSurfaces()
    {
        using var channel = GrpcChannel.ForAddress(_proxy.Address);
        var tools = new ToolService.ToolServiceClient(channel);

        var (search, _) = await _proxy.CallAsync(_proxy.ToolRequest("search", new { query = "q" }, "brave", "key-1", user: null));
        var (fetch, _) = await _proxy.CallAsync(_proxy.ToolRequest("fetch", new { url = _web.Address }, user: null));
        var overGrpc = await Should.ThrowAsync<RpcException>(async () => await tools.FetchAsync(new FetchRequest(), cancellationToken: Cancel));

        (search, fetch, overGrpc.StatusCode).ShouldBe((401, 401, StatusCode.Unauthenticated));
        _web.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_UnknownSearchProviderOrWrongAddress_IsNamed()
    {
        var failure = await Should.ThrowAsync<Exception>(() => ProxyServer.StartAsync(
            ("SearchProviders:bing:BaseUrl", "https://x.example"), ("SearchProviders:brave:BaseUrl", "x"), ("Fetch:AllowedPrivateNetworks:0", "10.0.0.0/33")));

        failure.ToString().ShouldContain("SearchProviders:bing is not");
        failure.ToString().ShouldContain("SearchProviders:brave:BaseUrl is 'x'");
        failure.ToString().ShouldContain("has '10.0.0.0/33'");
    }

    private void Answer(string json, int status = 200) =>
        _web.Answer = context => WebServer.AnswerAsync(context, "application/json", json, status);

    private Task<(int Status, System.Text.Json.JsonElement Body)> SearchAsync(string provider, object body) =>
        _proxy.CallAsync(_proxy.ToolRequest("search", body, provider, "key-1"));
}
