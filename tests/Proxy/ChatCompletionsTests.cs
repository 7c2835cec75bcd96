using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary><c>POST /v1/proxy/chat/completions</c> as a program with an OpenAI client meets it.</summary>
public sealed class ChatCompletionsTests : IAsyncLifetime
{
    private const string Streamed = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    // Its two names of fields, the role and the text.
    private const long StreamedTokens = 4;

    private const string Whole = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Whole_Answer_ComesByteForByteAndTheKeyGoesToTheProvider()
    {
        var answer = ProviderServer.WholeAnswer("Grüezi 👋");
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, answer);

        using var response = await SendAsync(_proxy.Request(Whole));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(answer);
        var request = _proxy.Provider.Requests.ShouldHaveSingleItem();
        request.Headers["Authorization"].ShouldBe("Bearer sk-test");
        request.Text.ShouldBe(Whole);
        request.Headers.Keys.ShouldNotContain("x-provider-key", StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Streamed_Answer_ComesByteForByteHoweverItsPiecesAreCut()
    {
        byte[] stream = [.. ": keep-alive\r\n\r\n"u8, .. ProviderServer.Chunk("Grü"), .. ProviderServer.Chunk("ezi 👋", "stop"), .. ProviderServer.Done()];
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, stream.Select(one => new[] { one }));

        using var response = await SendAsync(_proxy.Request(Streamed));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await response.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(stream);
    }

    [Fact]
    public async Task Streamed_FirstEvent_ArrivesBeforeTheProviderSendsTheNext()
    {
        var firstSeen = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await firstSeen.Task.WaitAsync(context.RequestAborted);
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Done());
        };

        using var response = await SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        var first = new byte[ProviderServer.Chunk("one").Length];
        await stream.ReadExactlyAsync(first, Cancel);
        firstSeen.SetResult();

        first.ShouldBe(ProviderServer.Chunk("one"));
    }

    [Fact]
    public async Task Streamed_CallerDidNotAskForUsage_IsAskedForAndNotShown()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context, ProviderServer.Chunk("Hi", "stop"), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());

        using var response = await SendAsync(_proxy.Request(Streamed));

        _proxy.Provider.Requests.Single().Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
        (await response.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe([.. ProviderServer.Chunk("Hi", "stop"), .. ProviderServer.Done()]);
        await RemainingTokensShouldBecomeAsync(100_000 - 12);
    }

    [Fact]
    public async Task Streamed_CallerAskedForUsage_GetsIt()
    {
        const string asking = """{"stream_options":{"include_usage":true},"model":"m","stream":true,"messages":[]}""";
        byte[] stream = [.. ProviderServer.UsageChunk(5, 7), .. ProviderServer.Done()];
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, stream);

        using var response = await SendAsync(_proxy.Request(asking));

        (await response.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(stream);
        _proxy.Provider.Requests.Single().Text.ShouldBe(asking);
    }

    [Fact]
    public async Task Whole_Settled_ChargesWhatTheProviderCounted()
    {
        using var response = await SendAsync(_proxy.Request(Whole));

        await RemainingTokensShouldBecomeAsync(100_000 - 14);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallerLeaves_BeforeTheFirstByte_CancelsTheProvidersCallAndCostsNothing(bool streamed)
    {
        _proxy.Provider.Answer = ProviderServer.NeverAnswerAsync;
        using var leaving = new CancellationTokenSource();

        var call = _proxy.Client.SendAsync(_proxy.Request(streamed ? Streamed : Whole), leaving.Token);
        await Eventually.BecomesTrueAsync(() => !_proxy.Provider.Requests.IsEmpty, () => "no request came");
        await leaving.CancelAsync();

        await _proxy.Provider.CallerLeft.WaitAsync(Patience, Cancel);
        await Should.ThrowAsync<OperationCanceledException>(call);
        await RemainingTokensShouldBecomeAsync(100_000);
    }

    [Fact]
    public async Task CallerLeaves_MidStream_CancelsTheProvidersCallAndPaysForWhatCame()
    {
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk(new string('x', 400)));
            await ProviderServer.NeverAnswerAsync(context);
        };

        using (var response = await SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
            await stream.ReadExactlyAsync(new byte[10], Cancel);
        }

        await _proxy.Provider.CallerLeft.WaitAsync(Patience, Cancel);
        await RemainingTokensShouldBecomeAsync(100_000 - StreamedTokens - 100);
    }

    [Fact]
    public async Task Body_OfExactlyTheLimit_Passes()
    {
        using var response = await SendAsync(_proxy.Request(BodyOf(128 * 1024)));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _proxy.Provider.Requests.Single().Body.Length.ShouldBe(128 * 1024);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OneByteOverTheLimit_IsRefused(bool saysItsLength)
    {
        var request = _proxy.Request(BodyOf((128 * 1024) + 1));
        request.Headers.TransferEncodingChunked = !saysItsLength;

        using var response = await SendAsync(request);

        await ShouldBeErrorAsync(response, HttpStatusCode.RequestEntityTooLarge, "PAYLOAD_TOO_LARGE");
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"messages":[]}""", "model is missing")]
    [InlineData("""{"model":"m"}""", "messages is missing")]
    [InlineData("""{"model":7,"messages":[]}""", "model must be a string")]
    [InlineData("""{"model":"m","messages":[],"stream":"yes"}""", "stream must be")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":-1}""", "max_tokens must be")]
    [InlineData("""{"model":"m","messages":[]} x""", "not valid JSON")]
    [InlineData("""{"model":"\ud800","messages":[]}""", "not valid Unicode")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":9223372036854775807}""", "max_tokens must be")]
    public async Task Body_Wrong_IsRefusedWithWhatIsWrong(string body, string says)
    {
        using var response = await SendAsync(_proxy.Request(body));

        (await ShouldBeErrorAsync(response, HttpStatusCode.BadRequest, "INVALID_REQUEST")).ShouldContain(says);
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    [InlineData("http://127.0.0.1/")]
    public async Task Provider_NotConfigured_IsRefusedWithThoseThatAre(string? provider)
    {
        using var response = await SendAsync(_proxy.Request(Whole, provider));

        (await ShouldBeErrorAsync(response, HttpStatusCode.BadRequest, "PROVIDER_UNKNOWN")).ShouldContain("openai");
    }

    [Fact]
    public async Task Key_MissingWhereNeeded_IsRefused()
    {
        using var response = await SendAsync(_proxy.Request(Whole, key: null));

        await ShouldBeErrorAsync(response, HttpStatusCode.BadRequest, "PROVIDER_KEY_MISSING");
    }

    [Fact]
    public async Task Key_MissingWhereNotNeeded_Passes()
    {
        using var response = await SendAsync(_proxy.Request(Whole, "keyless", key: null));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _proxy.Provider.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task ProvidersError_Passes_WithItsStatusAndWithoutTheKey()
    {
        const string error = """{"error":{"message":"Incorrect API key provided: sk-canary-31415. Or sk-ca****1415.","code":"invalid_api_key"}}""";
        _proxy.Provider.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return ProviderServer.AnswerJsonAsync(context, error, StatusCodes.Status401Unauthorized);
        };

        using var response = await SendAsync(_proxy.Request(Whole, key: "sk-canary-31415"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(17));
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            """{"error":{"message":"Incorrect API key provided: [key removed]. Or [key removed].","code":"invalid_api_key"}}""");
        await RemainingTokensShouldBecomeAsync(100_000);
    }

    [Fact]
    public async Task ProviderRedirects_IsNotFollowed()
    {
        _proxy.Provider.Answer = context =>
        {
            context.Response.Redirect(_proxy.Provider.BaseAddress + "/chat/completions", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        using var response = await SendAsync(_proxy.Request(Whole));

        await ShouldBeErrorAsync(response, HttpStatusCode.BadGateway, "PROVIDER_ERROR");
        _proxy.Provider.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ProviderAway_IsTold()
    {
        await _proxy.Provider.DisposeAsync();

        using var response = await SendAsync(_proxy.Request(Whole));

        await ShouldBeErrorAsync(response, HttpStatusCode.BadGateway, "PROVIDER_UNREACHABLE");
    }

    [Fact]
    public async Task ProviderBreaksOff_MidStream_EndsWithAnErrorEventAfterWholeEvents()
    {
        var firstSeen = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, [.. ProviderServer.Chunk("one"), .. "data: {\"half"u8]);
            await firstSeen.Task.WaitAsync(context.RequestAborted);
            context.Abort();
        };

        using var response = await SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[ProviderServer.Chunk("one").Length], Cancel);
        firstSeen.SetResult();
        using var rest = new StreamReader(stream);
        var text = await rest.ReadToEndAsync(Cancel);

        text.ShouldStartWith("data: {\"error\":");
        text.ShouldContain("PROVIDER_UNREACHABLE");
        text.ShouldEndWith("}\n\n");
    }

    [Fact]
    public async Task ProviderBreaksOff_MidWholeAnswer_IsNeverTakenForAnAnswer()
    {
        var begun = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"half", Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await begun.Task.WaitAsync(context.RequestAborted);
            context.Abort();
        };

        using var response = await SendAsync(_proxy.Request(Whole), HttpCompletionOption.ResponseHeadersRead);
        begun.SetResult();

        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("sk-canary/27+18", """{"error":{"message":"key sk-canary\/27\u002b18 is wrong"}}""")]
    [InlineData("sk-canary-2718", "plain text with sk-canary-2718 in it")]
    public async Task ProvidersError_HidesTheKeyInEscapes_IsFoundOut(string key, string body)
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, body, 400);

        using var response = await SendAsync(_proxy.Request(Whole, key: key));

        var text = await response.Content.ReadAsStringAsync(Cancel);
        text.ShouldContain("[key removed]");
        text.ShouldNotContain("canary");
    }

    [Fact]
    public async Task ProvidersError_WithoutABody_IsToldInOurs()
    {
        _proxy.Provider.Answer = context =>
        {
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        };

        using var response = await SendAsync(_proxy.Request(Whole));

        await ShouldBeErrorAsync(response, HttpStatusCode.TooManyRequests, "PROVIDER_ERROR");
    }

    [Fact]
    public async Task CallerLeaves_WhileTheModelReasons_PaysForTheReasoning()
    {
        var reasoning = $$$"""{"choices":[{"delta":{"reasoning_content":"{{{new string('x', 4000)}}}"}}]}""";
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Event(reasoning));
            await ProviderServer.NeverAnswerAsync(context);
        };

        using (var response = await SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
            await stream.ReadExactlyAsync(new byte[10], Cancel);
        }

        await RemainingTokensShouldBecomeAsync(100_000 - StreamedTokens - 1000);
    }

    private static string BodyOf(int bytes)
    {
        const string frame = """{"model":"m","messages":[{"role":"user","content":""}]}""";
        return frame.Insert(frame.IndexOf("\"\"", StringComparison.Ordinal) + 1, new string('a', bytes - frame.Length));
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, HttpCompletionOption option = HttpCompletionOption.ResponseContentRead) =>
        _proxy.Client.SendAsync(request, option, Cancel);

    private static async Task<string> ShouldBeErrorAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(status, body);
        var error = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code);
        return error.GetProperty("message").GetString()!;
    }

    private Task RemainingTokensShouldBecomeAsync(long expected) => _proxy.SettledAsync("ada", expected);

}
