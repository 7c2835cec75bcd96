using System.IO.Compression;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>Pages as an agent gets them, from real servers on a network that the configuration allows.</summary>
public sealed class FetchTests : IAsyncLifetime
{
    private WebServer _web = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await WebServer.StartAsync();
        _proxy = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _web.DisposeAsync();
    }

    [Fact]
    public async Task Html_Page_ComesAsTitleAndText()
    {
        _web.Answer = context => WebServer.AnswerAsync(
            context, "Text/HTML; charset=utf-8", "<title>Über</title><nav>Home</nav><h1>Grüezi</h1><a href=/b>there</a>");

        var (status, body) = await FetchAsync(new { url = new Uri(_web.Address, "a?b=c"), include_links = true });

        status.ShouldBe(200);
        body.GetProperty("title").GetString().ShouldBe("Über");
        body.GetProperty("text").GetString().ShouldBe($"# Grüezi\n\n[there]({_web.Address}b)");
        body.GetProperty("content_type").GetString().ShouldBe("text/html");
        body.GetProperty("final_url").GetString().ShouldBe($"{_web.Address}a?b=c");
        body.GetProperty("truncated").GetBoolean().ShouldBeFalse();
        _web.Requests.Single().Line.ShouldBe("GET /a?b=c");
    }

    [Fact]
    public async Task Page_IsAskedForByUsAndLearnsNothingOfTheUser()
    {
        using var request = _proxy.ToolRequest("fetch", new { url = _web.Address }, "brave", "key-1");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("Referer", "https://chat.example/c/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await _proxy.CallAsync(request);
        await FetchAsync(new { url = _web.Address });

        _web.Requests.Count.ShouldBe(2);
        foreach (var (_, asked) in _web.Requests)
        {
            asked.Headers.Keys.Order().ShouldBe(["Accept", "Accept-Encoding", "Host", "User-Agent"]);
            asked.Headers["User-Agent"].ShouldBe("Text2Llm/0.1 (+fetch on behalf of a user)");
        }
    }

    [Fact]
    public async Task Cookie_OfAPage_IsForgotten()
    {
        _web.Answer = context =>
        {
            context.Response.Cookies.Append("id", "1");
            return context.Request.Path == "/" ? Redirect(context, "/next") : WebServer.AnswerAsync(context, "text/plain", "x");
        };

        await FetchAsync(new { url = _web.Address });

        _web.Requests.Select(one => one.Request.Headers.ContainsKey("Cookie")).ShouldBe([false, false]);
    }

    [Theory]
    [InlineData("application/json", "{\"a\": [1]}")]
    [InlineData("application/ld+json", "{}")]
    [InlineData("text/markdown", "# Title\n\n<b>")]
    [InlineData("application/rss+xml", "<rss><title>x</title></rss>")]
    public async Task Text_OfOtherKinds_ComesAsItIs(string contentType, string text)
    {
        _web.Answer = context => WebServer.AnswerAsync(context, contentType, text);

        var (_, body) = await FetchAsync(new { url = _web.Address });

        body.GetProperty("text").GetString().ShouldBe(text);
        body.GetProperty("title").GetString().ShouldBe("");
    }

    [Theory]
    [InlineData("application/pdf", "The page is application/pdf; what can be read is HTML, plain text, JSON and XML.")]
    [InlineData("image/svg+xml", "The page is image/svg+xml; what can be read is HTML, plain text, JSON and XML.")]
    [InlineData(null, "The page is without a content type; what can be read is HTML, plain text, JSON and XML.")]
    public async Task Kind_NotText_IsRefusedByName(string? contentType, string message)
    {
        _web.Answer = context => WebServer.AnswerAsync(context, contentType, "%PDF");

        var (status, body) = await FetchAsync(new { url = _web.Address });

        (status, body.Code(), body.Message()).ShouldBe((415, "FETCH_UNSUPPORTED", message));
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "<p>80 \u0080", "80 €")]
    [InlineData("text/html; charset=\"windows-1251\"", "<p>\u00cf\u00f0\u00e8", "При")]
    [InlineData("text/html", "<meta http-equiv=x content='text/html; charset=windows-1251'><p>\u00cf\u00f0\u00e8", "При")]
    [InlineData("text/html", "<meta charset=utf-16><p>Gr\u00c3\u00bcezi", "Grüezi")]
    [InlineData("text/html; charset=no-such", "<p>Gr\u00c3\u00bcezi", "Grüezi")]
    [InlineData("text/html; charset=utf-7", "<p>+ADw-", "+ADw-")]
    [InlineData("text/html; charset=windows-1251", "\u00ef\u00bb\u00bf<p>Gr\u00c3\u00bcezi", "Grüezi")]
    [InlineData("text/plain", "<meta charset=windows-1251>\u00c3\u00bc", "<meta charset=windows-1251>ü")]
    [InlineData("application/xml", "<?xml version='1.0' encoding='windows-1251'?>\u00cf", "<?xml version='1.0' encoding='windows-1251'?>П")]
    [InlineData("text/plain", "\u00ff\u00feG\u0000r\u0000", "Gr")]
    [InlineData("text/plain", "a\u00ffb", "a\ufffdb")]
    public async Task Charset_IsFoundAsBrowsersFindIt(string contentType, string bytes, string text)
    {
        _web.Answer = context => WebServer.AnswerAsync(context, contentType, Encoding.Latin1.GetBytes(bytes));

        var (_, body) = await FetchAsync(new { url = _web.Address });

        body.GetProperty("text").GetString().ShouldBe(text);
    }

    [Theory]
    [InlineData(4, "ab👋", false)]
    [InlineData(3, "ab", true)]
    [InlineData(2, "ab", true)]
    public async Task MaxCharacters_CutsBetweenCharacters(int most, string text, bool truncated)
    {
        _web.Answer = context => WebServer.AnswerAsync(context, "text/plain", "ab👋");

        var (_, body) = await FetchAsync(new { url = _web.Address, max_characters = most });

        body.GetProperty("text").GetString().ShouldBe(text);
        body.GetProperty("truncated").GetBoolean().ShouldBe(truncated);
    }

    [Fact]
    public async Task MaxCharacters_NotSaid_Is20000()
    {
        _web.Answer = context => WebServer.AnswerAsync(context, "text/plain", new string('x', 20_001));

        var (_, body) = await FetchAsync(new { url = _web.Address });

        body.GetProperty("text").GetString()!.Length.ShouldBe(20_000);
        body.GetProperty("truncated").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Bomb_OfACompressedPage_IsReadToTheLimitOnly(string encoding)
    {
        _web.Answer = async context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.Headers.ContentEncoding = encoding;
            await using Stream packed = encoding == "br"
                ? new BrotliStream(context.Response.Body, CompressionLevel.Fastest)
                : new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var block = new byte[1024 * 1024];
            while (true)
            {
                await packed.WriteAsync(block, context.RequestAborted);
            }
        };

        var (status, body) = await FetchAsync(new { url = _web.Address, max_characters = 10 });

        status.ShouldBe(200);
        body.GetProperty("text").GetString().ShouldBe(new string('\0', 10));
        body.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        await _web.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Theory]
    [InlineData(64 * 1024, false)]
    [InlineData((64 * 1024) + 1, true)]
    public async Task Size_UpToTheLimit_IsWhole(int size, bool truncated)
    {
        await using var proxy = await StartAsync(("Fetch:MaxPageBytes", "65536"));
        _web.Answer = context => WebServer.AnswerAsync(context, "text/plain", new string('x', size));

        var (_, body) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = _web.Address, max_characters = 100_000 }));

        body.GetProperty("text").GetString()!.Length.ShouldBe(64 * 1024);
        body.GetProperty("truncated").GetBoolean().ShouldBe(truncated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_Up_IsToldAndThePageIsLeft(bool begins)
    {
        await using var proxy = await StartAsync(("Fetch:Timeout", "00:00:01"));
        _web.Answer = async context =>
        {
            if (begins)
            {
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync("a drop", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        var (status, body) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = _web.Address }));

        (status, body.Code(), body.Message()).ShouldBe((504, "FETCH_TIMEOUT", "The page did not arrive within 1 seconds."));
        await _web.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task CallerLeaves_ThePageIsLeft()
    {
        _web.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        using var leaving = new CancellationTokenSource();

        var call = _proxy.Client.SendAsync(_proxy.ToolRequest("fetch", new { url = _web.Address }), leaving.Token);
        await Eventually.BecomesTrueAsync(() => !_web.Requests.IsEmpty, () => "no request came");
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await _web.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task Turn_OfOneAtATime_IsGivenBack()
    {
        await using var proxy = await StartAsync(("Fetch:AtOnce", "1"));
        _web.Answer = context => WebServer.AnswerAsync(context, "application/pdf", "");
        await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = _web.Address }));
        _web.Answer = context => WebServer.AnswerAsync(context, "text/plain", "x");

        var (status, _) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = _web.Address }));

        status.ShouldBe(200);
    }

    [Fact]
    public async Task Status_OfAnError_IsToldOnBothSurfaces()
    {
        _web.Answer = context => WebServer.AnswerAsync(context, "text/html", "gone", 404);
        using var channel = GrpcChannel.ForAddress(_proxy.Address);

        var (status, body) = await FetchAsync(new { url = _web.Address });
        var failure = await Should.ThrowAsync<RpcException>(async () => await new ToolService.ToolServiceClient(channel)
            .FetchAsync(new FetchRequest { Url = _web.Address.ToString() }, _proxy.ToolHeaders(), cancellationToken: Cancel));

        (status, body.Code(), body.Message()).ShouldBe((502, "FETCH_FAILED", "The page answered with status 404."));
        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        var info = failure.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>();
        (info.Reason, info.Metadata["http_status"]).ShouldBe(("FETCH_FAILED", "404"));
    }

    [Fact]
    public async Task Server_AwayOrBroken_IsToldWithoutItsName()
    {
        var address = _web.Address;
        _web.Answer = async context =>
        {
            context.Response.ContentLength = 100;
            context.Response.ContentType = "text/plain";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        };
        var broken = await FetchAsync(new { url = address });
        await _web.DisposeAsync();

        var away = await FetchAsync(new { url = address });

        foreach (var (status, body) in new[] { broken, away })
        {
            (status, body.Code(), body.Message()).ShouldBe(
                (502, "FETCH_FAILED", "The page's server cannot be reached, or broke the connection off."));
        }
    }

    [Theory]
    [InlineData("""{"url":""}""", "url must be an absolute address")]
    [InlineData("""{"url":"/page"}""", "neither http nor https")]
    [InlineData("""{"url":"page"}""", "url must be an absolute address")]
    [InlineData("""{"url":"http://x.example","max_characters":0}""", "max_characters is 0")]
    [InlineData("""{"url":"http://x.example","max_characters":100001}""", "max_characters is 100001")]
    [InlineData("""{"uri":"http://x.example"}""", "wrong at $.uri")]
    public async Task WrongRequest_IsTold(string body, string message)
    {
        var (status, answer) = await FetchAsync(body);

        status.ShouldBeOneOf(400, 403);
        answer.Message().ShouldContain(message);
    }

    [Fact]
    public async Task Fetches_CountAsRequestsAndCostNoTokens()
    {
        await using var proxy = await StartAsync(("Quota:RequestsPerMinute", "1"));
        using var first = await proxy.Client.SendAsync(proxy.ToolRequest("fetch", new { url = _web.Address }), Cancel);

        var (status, body) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = _web.Address }));

        first.Headers.GetValues("RateLimit").Single().ShouldContain("\"daily\";r=100000");
        (status, body.Code()).ShouldBe((429, "RATE_LIMITED"));
        _web.Requests.ShouldHaveSingleItem();
        await proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task Redirects_UpToFive_AreFollowed()
    {
        _web.Answer = context => context.Request.Path.Value!.Length is var hop && hop <= 5
            ? Redirect(context, new string('/', 1) + new string('x', hop))
            : WebServer.AnswerAsync(context, "text/plain", "there");

        var (status, body) = await FetchAsync(new { url = _web.Address });

        status.ShouldBe(200);
        body.GetProperty("final_url").GetString().ShouldBe($"{_web.Address}xxxxx");
    }

    [Fact]
    public async Task Redirects_WithoutEnd_AreGivenUp()
    {
        _web.Answer = context => Redirect(context, "/");

        var (status, body) = await FetchAsync(new { url = _web.Address });

        (status, body.Code(), body.Message()).ShouldBe((502, "FETCH_FAILED", "The page redirects more than 5 times."));
        _web.Requests.Count.ShouldBe(6);
    }

    private static Task<ProxyServer> StartAsync(params IEnumerable<(string Key, string Value)> settings) =>
        ProxyServer.StartAsync([("Fetch:AllowedPrivateNetworks:0", "127.0.0.0/8"), ("Quota:RequestsPerMinute", "100"), .. settings]);

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private Task<(int Status, System.Text.Json.JsonElement Body)> FetchAsync(object body) => _proxy.CallAsync(_proxy.ToolRequest("fetch", body));
}
