using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat.Retries;

/// <summary>Calls of every kind whose provider is busy at first, through the whole proxy.</summary>
public sealed class RetriedCallsTests : IAsyncLifetime
{
    private const string Whole = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Streamed = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private BedrockServer _bedrock = null!;
    private GeminiServer _gemini = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bedrock = await BedrockServer.StartAsync();
        _gemini = await GeminiServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:bedrock:BaseUrl", _bedrock.BaseAddress.ToString()),
            ("Providers:bedrock:ModelsBaseUrl", ""),
            ("Providers:bedrock:Wire", "bedrock"),
            ("Providers:bedrock:Region", BedrockServer.Region),
            ("Providers:google:BaseUrl", _gemini.BaseAddress),
            ("Quota:RequestsPerMinute", "1"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _bedrock.DisposeAsync();
        await _gemini.DisposeAsync();
    }

    [Theory]
    [InlineData(Whole)]
    [InlineData(Streamed)]
    public async Task Passed_BusyAtFirst_IsAnsweredAndCountedOnce(string body)
    {
        var friendly = _proxy.Provider.Answer;
        _proxy.Provider.Answer = context => _proxy.Provider.Requests.Count < 3 ? BusyAsync(context) : friendly(context);

        using var response = await _proxy.Client.SendAsync(_proxy.Request(body), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("Hello.");
        _proxy.Provider.Requests.Select(request => request.Text).Distinct().ShouldHaveSingleItem();
        await _proxy.SettledAsync("ada", 100_000 - 14);
    }

    [Fact]
    public async Task Streamed_BreaksOffAfterTheFirstByte_IsNotAskedAgain()
    {
        var firstSeen = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await firstSeen.Task.WaitAsync(context.RequestAborted);
            context.Abort();
        };

        using var response = await _proxy.Client.SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);
        firstSeen.SetResult();

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("PROVIDER_UNREACHABLE");
        _proxy.Provider.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bedrock_BusyAtFirst_IsAskedWithASignatureOfItsOwn()
    {
        _bedrock.Answer = context => _bedrock.Requests.Count == 1
            ? BusyAsync(context)
            : ProviderServer.AnswerJsonAsync(
                context, """{"output":{"message":{"content":[{"text":"Hello."}]}},"stopReason":"end_turn","usage":{"inputTokens":5,"outputTokens":7}}""");

        var completion = await new CompletionsClient(_proxy, "bedrock", BedrockServer.Key).CompleteAsync(JsonNode.Parse(Whole)!.AsObject());

        completion["choices"]![0]!["message"]!["content"]!.GetValue<string>().ShouldBe("Hello.");
        _bedrock.Requests.Count.ShouldBe(2);
        await _proxy.SettledAsync("ada", 100_000 - 12);
    }

    [Fact]
    public async Task Embeddings_BusyAtFirst_AreAnswered()
    {
        _proxy.Provider.Answer = context => _proxy.Provider.Requests.Count == 1
            ? BusyAsync(context)
            : ProviderServer.AnswerJsonAsync(context, """{"data":[{"embedding":[1]}],"usage":{"prompt_tokens":3,"total_tokens":3}}""");

        (await PostAsync("embeddings", "test", """{"model":"m","input":"Hi"}""")).ShouldBe(HttpStatusCode.OK);

        _proxy.Provider.Requests.Count.ShouldBe(2);
        await _proxy.SettledAsync("ada", 100_000 - 3);
    }

    [Fact]
    public async Task EmbeddingsOfAnotherFormat_BusyAtFirst_AreAnswered()
    {
        var friendly = _gemini.Answer;
        _gemini.Answer = context => _gemini.Requests.Count == 1 ? BusyAsync(context) : friendly(context);

        (await PostAsync("embeddings", "google", """{"model":"gemini-embedding-001","input":"Hi"}""", GeminiServer.Key)).ShouldBe(HttpStatusCode.OK);

        _gemini.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Models_BusyAtFirst_AreListed()
    {
        var friendly = _gemini.Answer;
        _gemini.Answer = context => _gemini.Requests.Count == 1 ? BusyAsync(context) : friendly(context);
        using var request = _proxy.Request("", "google", GeminiServer.Key);
        (request.Method, request.RequestUri, request.Content) = (HttpMethod.Get, new Uri("/v1/proxy/models", UriKind.Relative), null);

        using var response = await _proxy.Client.SendAsync(request, Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("gemini-2.5-pro");
        _gemini.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Search_BusyAtFirst_IsAnswered()
    {
        await using var web = await Tools.WebServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(("SearchProviders:brave:BaseUrl", web.Address.ToString()));
        web.Answer = context => web.Requests.Count == 1 ? BusyAsync(context) : ProviderServer.AnswerJsonAsync(context, """{"type":"search"}""");
        using var request = proxy.Request("""{"query":"q"}""", "brave");
        request.RequestUri = new Uri("/v1/proxy/search", UriKind.Relative);

        using var response = await proxy.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        web.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Retry-After", "30", "30")]
    [InlineData("retry-after-ms", "29500", "30")]
    public async Task Passed_LongWait_IsToldAtOnce(string header, string value, string told)
    {
        _proxy.Provider.Answer = context => BusyAsync(context, header, value);

        using var response = await _proxy.Client.SendAsync(_proxy.Request(Whole), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.GetValues("Retry-After").ShouldBe([told]);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("""{"error":{"message":"Busy."}}""");
        _proxy.Provider.Requests.ShouldHaveSingleItem();
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Theory]
    [InlineData("Retry-After", "30")]
    [InlineData("retry-after-ms", "29500")]
    public async Task Translated_LongWait_IsToldAtOnce(string header, string value)
    {
        _gemini.Answer = context => BusyAsync(context, header, value);

        using var response = await _proxy.Client.SendAsync(_proxy.Request(Whole, "google", GeminiServer.Key), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.GetValues("Retry-After").ShouldBe(["30"]);
        _gemini.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Grpc_LongWait_IsToldAtOnce()
    {
        _gemini.Answer = context => BusyAsync(context, "Retry-After", "30");

        var failure = await Should.ThrowAsync<RpcException>(
            () => _proxy.ChatAsync("google", GeminiServer.Key, Chats.Of("gemini-2.5-pro", Chats.User("Hi"))));

        failure.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.Seconds.ShouldBe(30);
    }

    private static Task BusyAsync(HttpContext context) => BusyAsync(context, "Retry-After", "0");

    private static Task BusyAsync(HttpContext context, string header, string value)
    {
        context.Response.Headers[header] = value;
        return ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"Busy."}}""", StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string provider, string body, string key = "sk-test")
    {
        using var request = _proxy.Request("", provider, key);
        (request.RequestUri, request.Content) = (new Uri($"/v1/proxy/{path}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
        using var response = await _proxy.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
