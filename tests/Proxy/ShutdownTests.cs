using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>A deploy: streams end well, or are told that they were cut off; and what they used is charged.</summary>
public sealed class ShutdownTests
{
    private const string Streamed = """{"model":"m","stream":true,"messages":[]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sigterm_WhileAStreamGoesOn_RefusesNewCallsFinishesItAndSettlesIt()
    {
        await using var neighbours = await ProxyServer.StartWithQuotaServiceAsync();
        await using var process = await ProxyProcess.StartAsync(neighbours);
        using var client = new HttpClient { BaseAddress = process.Address };
        var stopping = new TaskCompletionSource();
        neighbours.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await stopping.Task.WaitAsync(context.RequestAborted);
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("two", "stop"), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());
        };
        using var response = await client.SendAsync(neighbours.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);

        await process.TerminateAsync();
        await Eventually.BecomesTrueAsync(
            async () => await StatusAsync(client, new Uri(process.OperationsAddress, "health/ready")) == HttpStatusCode.ServiceUnavailable,
            () => "the proxy is still ready");
        using var late = await client.SendAsync(neighbours.Request(Streamed), Cancel);
        stopping.SetResult();

        late.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await late.Content.ReadAsStringAsync(Cancel)).ShouldContain("SERVER_SHUTTING_DOWN");
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldEndWith("data: [DONE]\n\n");
        var (code, output) = await process.ExitAsync();
        code.ShouldBe(0);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("Stopping; 1 calls are under way");
        await neighbours.SettledAsync("ada", 100_000 - 12);
    }

    [Fact]
    public async Task Stopping_StreamOverItsTime_EndsWithAnErrorThatSaysSoAndIsMetered()
    {
        await using var proxy = await StartWithEndlessStreamAsync();
        using var response = await proxy.Client.SendAsync(proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[ProviderServer.Chunk("twelve bytes").Length], Cancel);

        var stopped = proxy.StopAsync();
        using var rest = new StreamReader(stream);
        var events = (await rest.ReadToEndAsync(Cancel)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        events.ShouldHaveSingleItem().ShouldContain("SERVER_SHUTTING_DOWN");
        await stopped;
        await proxy.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        // The provider told no usage: a prompt without messages costs nothing, and the text so far a token for every four bytes.
        await proxy.SettledAsync("ada", 100_000 - 3);
    }

    [Fact]
    public async Task Stopping_StreamOverItsTime_OverGrpc_IsToldWhy()
    {
        await using var proxy = await StartWithEndlessStreamAsync();
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var headers = new Metadata
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" }, { "x-provider-key", "sk-test" },
        };
        var chat = new StreamChatRequest
        {
            Model = "m",
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } } },
        };
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(chat, headers, cancellationToken: Cancel);
        await call.ResponseStream.MoveNext(Cancel);

        var stopped = proxy.StopAsync();
        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        failure.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>().Reason.ShouldBe("SERVER_SHUTTING_DOWN");
        await stopped;
    }

    private static async Task<ProxyServer> StartWithEndlessStreamAsync()
    {
        var proxy = await ProxyServer.StartAsync(("Shutdown:LongestDrain", "00:00:00.2"));
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("twelve bytes"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        return proxy;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address, Cancel);
        return response.StatusCode;
    }
}
