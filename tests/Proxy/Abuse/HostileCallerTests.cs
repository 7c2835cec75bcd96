using System.Net;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>Callers who take their time, or send what no program of good will sends.</summary>
public sealed class HostileCallerTests : IAsyncLifetime
{
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Body_ThatNeverComes_IsGivenUp()
    {
        using var connection = await RawConnection.OpenAsync(_proxy);
        await connection.WriteAsync($"{Head("Content-Length: 1000")}\n\n{{");

        var answer = await connection.ReadAsync();

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("INVALID_REQUEST");
        _proxy.Provider.Requests.ShouldBeEmpty();
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task Body_BrokenOff_IsNoFaultOfOurs()
    {
        using (var connection = await RawConnection.OpenAsync(_proxy))
        {
            await connection.WriteAsync($"{Head("Content-Length: 1000")}\nExpect: 100-continue\n\n");
            await Eventually.BecomesTrueAsync(() => _proxy.Log.Split("Request starting").Length == 2, () => "no request came");
            connection.Reset();
        }

        using (var connection = await RawConnection.OpenAsync(_proxy))
        {
            await connection.WriteAsync($"{Head("Content-Length: 1000")}\n\n{{\"mod");
            await Eventually.BecomesTrueAsync(() => _proxy.Log.Split("Request starting").Length == 3, () => "no request came");
            connection.Reset();
        }

        await Eventually.BecomesTrueAsync(() => _proxy.Log.Split("Request finished").Length == 3, () => "the requests do not end");
        _proxy.Log.Split('\n').Where(line => line.StartsWith("Error POST ", StringComparison.Ordinal)).ShouldBeEmpty();
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_WithoutEnd_IsRefusedAtTheLimit()
    {
        using var connection = await RawConnection.OpenAsync(_proxy);
        await connection.WriteAsync($"{Head("Transfer-Encoding: chunked")}\n\n");
        var answer = connection.ReadAsync();

        for (var chunk = 0; chunk < 3; chunk++)
        {
            await connection.WriteAsync($"10000\n{new string('a', 0x10000)}\n");
        }

        (await answer).ShouldStartWith("HTTP/1.1 413 ");
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, 10)]
    [InlineData(1, 64 * 1024)]
    public async Task Headers_TooManyOrTooLong_AreRefused(int count, int length)
    {
        using var connection = await RawConnection.OpenAsync(_proxy);
        await connection.WriteAsync(
            Head(string.Join('\n', Enumerable.Range(0, count).Select(at => $"x-{at}: {new string('a', length)}"))) + "\n\n");

        (await connection.ReadAsync()).ShouldStartWith("HTTP/1.1 431 ");
    }

    [Theory]
    [InlineData(200, 10)]
    [InlineData(4, 16 * 1024)]
    public async Task Headers_OverHttp2_TooManyOrTooLong_AreRefused(int count, int length)
    {
        using var request = _proxy.Request("""{"model":"m","messages":[]}""");
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        for (var at = 0; at < count; at++)
        {
            request.Headers.Add($"x-{at}", new string('a', length));
        }

        // HTTP/2 compresses headers by what was sent before, so the whole connection ends; others go on. Whether the client reads why, before it
        // notices that it cannot write any more, is a matter of moments.
        (await Should.ThrowAsync<HttpRequestException>(() => _proxy.Client.SendAsync(request, Cancel))).StatusCode.ShouldBeNull();
        _proxy.Provider.Requests.ShouldBeEmpty();
        using var next = await _proxy.Client.SendAsync(_proxy.Request("""{"model":"m","messages":[]}"""), Cancel);
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private string Head(string more) => $"""
        POST /v1/proxy/chat/completions HTTP/1.1
        Host: proxy
        Authorization: Bearer {_proxy.Issuer.TokenFor("ada")}
        x-provider: test
        x-provider-key: sk-test
        Content-Type: application/json
        {more}
        """;
}
