using System.Net;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.Proxy.Tests.Switches;
using Text2Llm.TestServers;
using static Text2Llm.Proxy.Tests.Switches.SwitchesFile;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>What is told of each call once it is over.</summary>
public sealed class UsageEventTests
{
    private const string Whole = """{"model":"gpt-5","messages":[{"role":"user","content":"Hello there"}]}""";
    private const string Streamed = """{"model":"gpt-5","stream":true,"messages":[{"role":"user","content":"Hello there"}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_PassedThrough_TellsWhatItWasAndCost()
    {
        await using var proxy = await StartAsync();
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context,
            """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1000,"completion_tokens":200,"prompt_tokens_details":{"cached_tokens":400},"completion_tokens_details":{"reasoning_tokens":150}}}
            """);
        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        var told = await OnlyEventAsync(proxy);

        (told.UserId, told.Call.Provider.Id, told.Call.Model, $"{told.Call.Route}", told.Error, told.Retries).ShouldBe(
            ("ada", "test", "gpt-5", "http/chat", null, 0));
        told.Usage.ShouldBe(new TokenUsage { InputTokens = 1000, OutputTokens = 200, CachedInputTokens = 400, ReasoningTokens = 150 });
        told.CostUsd.ShouldBe(((600 * 1.25m) + (400 * 0.125m) + (200 * 10)) / 1_000_000);
        told.PriceVersion.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Chat_UnknownModelWithoutUsage_IsEstimatedAndCostsNull()
    {
        await using var proxy = await StartAsync();
        proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("eight by", "stop"), ProviderServer.Done());
        await SendAsync(proxy, Streamed.Replace("gpt-5", "m", StringComparison.Ordinal));

        var told = await OnlyEventAsync(proxy);

        (told.Usage.Estimated, told.Usage.OutputTokens, told.CostUsd, told.PriceVersion, told.Error).ShouldBe((true, 2, null, null, null));
        told.Usage.InputTokens.ShouldBeInRange(2, 20);
    }

    [Fact]
    public async Task Stream_LatencyAndFirstToken_AreMeasuredFromTheBeginning()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var proxy = await ProxyServer.StartAsync(clock);
        proxy.Provider.Answer = async context =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
        };
        var began = clock.GetUtcNow();
        using (var response = await proxy.Client.SendAsync(proxy.Request(Streamed), Cancel))
        {
            await response.Content.ReadAsStringAsync(Cancel);
        }

        var told = await OnlyEventAsync(proxy);

        (told.BeganAt, told.TimeToFirstToken, told.Latency).ShouldBe((began, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task EveryRoute_TellsItsOwn()
    {
        await using var anthropic = await AnthropicServer.StartAsync();
        anthropic.Events =
        [
            """{"type":"message_start","message":{"model":"claude-sonnet-5","usage":{"input_tokens":5,"cache_read_input_tokens":20,"cache_creation_input_tokens":7,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}""",
        ];
        await using var proxy = await StartAsync(("Providers:anthropic:BaseUrl", anthropic.BaseAddress.ToString()));
        using var translated = await proxy.Client.SendAsync(
            proxy.Request("""{"model":"claude-sonnet-5","stream":true,"messages":[{"role":"user","content":"Hi"}]}""", "anthropic", AnthropicServer.Key), Cancel);
        (await translated.Content.ReadAsStringAsync(Cancel)).ShouldContain("[DONE]");
        await proxy.ChatAsync("anthropic", AnthropicServer.Key, Chats.Of("claude-sonnet-5", Chats.User("Hi")));
        await proxy.ChatAsync("test", "sk-test", Chats.Of("m", Chats.User("Hi")));
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context, """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"e","usage":{"prompt_tokens":9,"total_tokens":9}}""");
        using var passed = await proxy.Client.SendAsync(Embeddings(proxy), Cancel);
        passed.StatusCode.ShouldBe(HttpStatusCode.OK);
        await EmbedAsync(proxy);

        var told = await EventsAsync(proxy, 5);

        told.Select(happened => $"{happened.Call.Provider.Id} {happened.Call.Route} {happened.Usage.InputTokens}+{happened.Usage.OutputTokens} {happened.Error}").ShouldBe(
            ["anthropic http/chat 32+9 ", "anthropic grpc/chat 32+9 ", "test grpc/chat 11+3 ", "test http/embeddings 9+0 ", "test grpc/embeddings 9+0 "], ignoreOrder: true);
        told.Where(happened => happened.Call.Provider.Id == "anthropic").ShouldAllBe(
            happened => happened.Usage.CachedInputTokens == 20 && happened.Usage.CacheWriteInputTokens == 7 && happened.CostUsd > 0);
    }

    [Fact]
    public async Task Failures_AreToldByTheirReason()
    {
        await using var proxy = await StartAsync(("Proxy:CallTimeout", "00:00:00.3"), ("Proxy:StreamTimeout", "00:00:00.3"));
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"no"}}""", 400);
        await SendAsync(proxy, Whole);
        proxy.Provider.Answer = ProviderServer.NeverAnswerAsync;
        await SendAsync(proxy, Whole);
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("twelve bytes"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        await SendAsync(proxy, Streamed);
        proxy.Provider.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.Body.WriteAsync("<p>It works!</p>"u8.ToArray(), Cancel);
        };
        await Should.ThrowAsync<RpcException>(() => proxy.ChatAsync("test", "sk-test", Chats.Of("m", Chats.User("Hi"))));

        var told = await EventsAsync(proxy, 4);

        told.Select(happened => $"{happened.Call.Route} {happened.Error} {happened.Usage.OutputTokens}").ShouldBe(
            ["http/chat 400 0", "http/chat PROVIDER_TIMEOUT 0", "http/chat PROVIDER_TIMEOUT 3", "grpc/chat PROVIDER_ERROR 0"]);
        told[0].Usage.InputTokens.ShouldBe(0);
    }

    [Fact]
    public async Task CallerWhoLeaves_IsToldWithWhatWasWritten()
    {
        await using var proxy = await StartAsync();
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("twelve bytes"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        using (var response = await proxy.Client.SendAsync(proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
            await stream.ReadExactlyAsync(new byte[ProviderServer.Chunk("twelve bytes").Length], Cancel);
        }

        var told = await OnlyEventAsync(proxy);

        (told.Error, told.Usage.OutputTokens, told.Usage.Estimated).ShouldBe(("CALLER_LEFT", 3, true));
    }

    [Fact]
    public async Task Retries_AreCountedAndTheLastAnswerCounts()
    {
        await using var proxy = await StartAsync();
        proxy.Provider.Answer = context => proxy.Provider.Requests.Count < 3
            ? ProviderServer.AnswerJsonAsync(context, "{}", 503)
            : ProviderServer.AnswerJsonAsync(context, ProviderServer.WholeAnswer("Hi"));
        await SendAsync(proxy, Whole);

        var told = await OnlyEventAsync(proxy);

        (told.Retries, told.Error, told.Usage.InputTokens).ShouldBe((2, null, 11));
    }

    [Fact]
    public async Task ProviderSwitchedOffMidStream_IsToldSo()
    {
        using var file = new SwitchesFile();
        await using var proxy = await StartAsync(("Switches:File", file.Path));
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            file.Write(Manifest("test", "state: Disabled", "streams: abort", "reason: A leak."));
            await ProviderServer.NeverAnswerAsync(context);
        };
        await SendAsync(proxy, Streamed);

        (await OnlyEventAsync(proxy)).Error.ShouldBe("PROVIDER_DISABLED");
    }

    [Fact]
    public async Task ProviderSwitchedOffWhileTheBodyComes_IsToldSo()
    {
        using var file = new SwitchesFile();
        await using var proxy = await StartAsync(("Switches:File", file.Path));
        var sent = new TaskCompletionSource();
        using var request = proxy.Request(Whole);
        request.Content = new LateContent(Encoding.UTF8.GetBytes(Whole), sent.Task);
        var call = proxy.Client.SendAsync(request, Cancel);
        await Eventually.BecomesTrueAsync(() => proxy.Log.Contains("Executing endpoint", StringComparison.Ordinal), () => "the call did not arrive");
        file.Write(Manifest("test", "state: Disabled", "reason: A leak."));
        await Eventually.BecomesTrueAsync(
            async () => (await SendAsync(proxy, Whole)) == HttpStatusCode.ServiceUnavailable, () => "the provider is still on");

        sent.SetResult();
        using var response = await call;

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var events = proxy.Part<MemoryUsageEvents>();
        await Eventually.BecomesTrueAsync(
            () => events.Newest.Any(happened => happened.Error == "PROVIDER_DISABLED"), () => string.Join(' ', events.Newest.Select(happened => happened.Error)));
    }

    [Fact]
    public async Task RefusedCalls_TellNothing()
    {
        await using var proxy = await StartAsync(("Quota:RequestsPerMinute", "1"));
        await SendAsync(proxy, Whole);
        (await SendAsync(proxy, Whole)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await SendAsync(proxy, "{}")).ShouldBe(HttpStatusCode.BadRequest);
        await proxy.StopAsync();

        proxy.Part<MemoryUsageEvents>().Newest.Count.ShouldBe(1);
    }

    /// <summary>A proxy that knows what <c>gpt-5</c> costs at the test's provider.</summary>
    private static Task<ProxyServer> StartAsync(params (string Key, string Value)[] settings) => ProxyServer.StartAsync(
    [
        ("Quota:RequestsPerMinute", "1000"),
        ("Prices:Models:test:gpt-5:Input", "1.25"),
        ("Prices:Models:test:gpt-5:CachedInput", "0.125"),
        ("Prices:Models:test:gpt-5:Output", "10"),
        .. settings,
    ]);

    private static async Task<HttpStatusCode> SendAsync(ProxyServer proxy, string body)
    {
        using var response = await proxy.Client.SendAsync(proxy.Request(body), Cancel);
        await response.Content.ReadAsStringAsync(Cancel);
        return response.StatusCode;
    }

    private static HttpRequestMessage Embeddings(ProxyServer proxy)
    {
        var request = proxy.Request("""{"model":"e","input":"Hi"}""");
        request.RequestUri = new Uri("/v1/proxy/embeddings", UriKind.Relative);
        return request;
    }

    private static async Task EmbedAsync(ProxyServer proxy)
    {
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var headers = new Metadata
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" }, { "x-provider-key", "sk-test" },
        };
        await new ChatService.ChatServiceClient(channel).EmbedAsync(new EmbedRequest { Model = "e", Inputs = { "Hi" } }, headers, cancellationToken: Cancel);
    }

    private static async Task<UsageEvent> OnlyEventAsync(ProxyServer proxy) => (await EventsAsync(proxy, 1)).ShouldHaveSingleItem();

    private static async Task<IReadOnlyList<UsageEvent>> EventsAsync(ProxyServer proxy, int count)
    {
        var events = proxy.Part<MemoryUsageEvents>();
        await Eventually.BecomesTrueAsync(() => events.Newest.Count >= count, () => $"{events.Newest.Count} events came, of {count}");
        return events.Newest;
    }

    /// <summary>A body whose bytes wait.</summary>
    private sealed class LateContent(byte[] body, Task until) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(Cancel);
            await until;
            await stream.WriteAsync(body, Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
