using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Tools.Fetch;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>
/// What a caller may not reach through the proxy. 127.0.0.2 plays the public internet, where a page lies in wait; 127.0.0.1 plays what is
/// behind the proxy. Both are real servers, on one port; only the resolver is of the test's making.
/// </summary>
public sealed class FetchRefusalTests : IAsyncLifetime
{
    private static readonly IPAddress Outside = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Inside = IPAddress.Parse("127.0.0.1");

    private readonly Queue<IPAddress[]> _answers = new();
    private WebServer _outside = null!;
    private WebServer _inside = null!;
    private PageConnections _connections = null!;
    private PageFetcher _pages = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _outside = await WebServer.StartAsync(Outside.ToString());
        _inside = await WebServer.StartAsync(Inside.ToString());
        var options = Options.Create(new FetchOptions { AllowedPrivateNetworks = [$"{Outside}/32"] });
        _connections = new PageConnections(new PublicHosts((_, _) => Task.FromResult(_answers.Dequeue()), options));
        _pages = new PageFetcher(_connections, options);
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _outside.DisposeAsync();
        await _inside.DisposeAsync();
    }

    [Fact]
    public async Task Name_ThatLeadsOutside_IsFetched()
    {
        _answers.Enqueue([Outside]);

        (await FetchAsync("page.example", _outside)).ShouldBeNull();
        _outside.Requests.Single().Request.Headers["Host"].ShouldStartWith("page.example:");
    }

    [Fact]
    public async Task Name_ThatLeadsInside_IsRefused()
    {
        _answers.Enqueue([Inside]);

        (await FetchAsync("page.example", _inside)).ShouldBe("FETCH_REFUSED");
        _inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Name_WithOneAddressInside_IsRefused()
    {
        _answers.Enqueue([Outside, Inside]);

        (await FetchAsync("page.example", _outside)).ShouldBe("FETCH_REFUSED");
        _outside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Name_ThatLeadsInsideTheSecondTime_IsConnectedToWhatWasCheckedAndThenRefused()
    {
        _answers.Enqueue([Outside]);
        _answers.Enqueue([Inside]);

        // Were the name resolved again between check and connection, the second answer would be taken by the first call.
        (await FetchAsync("rebinding.example", _outside)).ShouldBeNull();
        (await FetchAsync("rebinding.example", _inside)).ShouldBe("FETCH_REFUSED");
        (await FetchAsync("rebinding.example", _outside, enqueue: [Inside])).ShouldBe("FETCH_REFUSED");

        _outside.Requests.Count.ShouldBe(1);
        _inside.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://inside.example:{0}/secret")]
    [InlineData("http://127.0.0.1:{0}/secret")]
    [InlineData("http://2130706433:{0}/secret")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/secret")]
    [InlineData("//127.0.0.1:{0}/secret")]
    [InlineData("http://user:password@page.example/")]
    [InlineData("http://page.example:25/")]
    [InlineData("ftp://page.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://page.example:6379/_FLUSHALL")]
    public async Task Redirect_ToWhatIsNotFetched_IsRefused(string location)
    {
        _answers.Enqueue([Outside]);
        _answers.Enqueue([Inside]);
        _outside.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location.Replace("{0}", $"{_inside.Address.Port}", StringComparison.Ordinal);
            return Task.CompletedTask;
        };

        (await FetchAsync("page.example", _outside)).ShouldBe("FETCH_REFUSED");
        _outside.Requests.Count.ShouldBe(1);
        _inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Redirect_FromHttpsToHttp_IsRefused()
    {
        Should.Throw<CallException>(() => PageAddress.Redirected(new Uri("https://page.example/"), new Uri("http://page.example/")))
            .Error.Reason.ShouldBe("FETCH_REFUSED");
        PageAddress.Redirected(new Uri("http://page.example/"), new Uri("https://page.example/")).Scheme.ShouldBe("https");
    }

    [Fact]
    public async Task Name_Unknown_IsNoRefusal()
    {
        _answers.Enqueue([]);

        var failure = await Should.ThrowAsync<HttpRequestException>(() => _pages.FetchAsync(new Uri("http://nowhere.example/"), Cancel));

        failure.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.HostNotFound);
    }

    [Fact]
    public async Task Address_AsConfiguredByDefault_IsRefusedWhateverItsForm()
    {
        await using var proxy = await ProxyServer.StartAsync(("Quota:RequestsPerMinute", "1000"));
        string[] hosts =
        [
            "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "0", "0.0.0.0", "127.0.0.1.", "１２７.０.０.１",
            "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
            "169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.100.100.200",
            "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "metadata.google.internal", "quota", "router.home.arpa",
        ];
        foreach (var host in hosts)
        {
            var (status, body) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = $"http://{host}:{_inside.Address.Port}/" }));

            (status, body.Code(), body.Message()).ShouldBe((403, "FETCH_REFUSED", "The page is not fetched: its host is not a public address."), host);
        }

        _inside.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://user@page.example/", "credentials")]
    [InlineData("http://page.example:22/", "its port is 22")]
    [InlineData("https://page.example:1023/", "its port is 1023")]
    [InlineData("ftp://page.example/", "neither http nor https")]
    [InlineData("file:///etc/passwd", "neither http nor https")]
    public void Address_OfAnotherKind_IsRefusedByName(string address, string message)
    {
        var refusal = Should.Throw<CallException>(() => PageAddress.Parse(address)).Error;

        (refusal.Reason, refusal.HttpStatus).ShouldBe(("FETCH_REFUSED", 403));
        refusal.Message.ShouldContain(message);
    }

    /// <summary>Fetches a page of a host on a server's port; gives the reason of a refusal, or null where the page came.</summary>
    private async Task<string?> FetchAsync(string host, WebServer server, IPAddress[]? enqueue = null)
    {
        if (enqueue is not null)
        {
            _answers.Enqueue(enqueue);
        }

        try
        {
            await _pages.FetchAsync(new Uri($"http://{host}:{server.Address.Port}/"), Cancel);
            return null;
        }
        catch (CallException refused)
        {
            return refused.Error.Reason;
        }
        catch (HttpRequestException failed) when (failed.InnerException is CallException refused)
        {
            return refused.Error.Reason;
        }
    }
}
