using System.Globalization;
using System.Net;
using Grpc.Core;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>Failure 3: whatever shape a request has, what it may cost is held before it is made.</summary>
public sealed class Failure03ReservationHolesTests : IAsyncLifetime
{
    private const long Day = 100_000;
    private const string Chat = "chat/completions";

    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _provider.Answer = context => ProviderServer.AnswerJsonAsync(context, "{}", (int)HttpStatusCode.BadRequest);
        _proxy = await ProxyServer.StartAsync(_provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[]}""", 2048)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"max_tokens":5000}""", 5000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"max_completion_tokens":6000,"max_tokens":10}""", 6000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"max\u005ftokens":7000}""", 7000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"max_tokens":5000,"n":4}""", 20_000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"n":4}""", 4 * 2048)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"reasoning":{"max_tokens":9000}}""", 2048 + 9000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","messages":[],"thinking":{"type":"enabled","budget_tokens":9000}}""", 2048 + 9000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","max_tokens":1,"messages":[{"content":"#"}]}""", 1000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","max_tokens":1,"messages":[{"tool_calls":[{"function":{"arguments":"#"}}]}]}""", 1000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","max_tokens":1,"messages":[],"tools":[{"function":{"description":"#"}}]}""", 1000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","max_tokens":1,"messages":[],"prediction":{"type":"content","content":"#"}}""", 1000)]
    [InlineData(AnyProvider.OpenAI, Chat, """{"model":"m","max_tokens":1,"messages":[],"response_format":{"json_schema":{"description":"#"}}}""", 1000)]
    [InlineData(AnyProvider.Gemini, Chat, """{"model":"m","max_completion_tokens":6000,"messages":[{"role":"user","content":"Hi"}]}""", 6000)]
    [InlineData(AnyProvider.Gemini, Chat, """{"model":"gemini-2.5-pro","reasoning":{"max_tokens":9000},"messages":[{"role":"user","content":"Hi"}]}""", 2048 + 9000)]
    [InlineData(AnyProvider.Anthropic, Chat, """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":"#"}]}]}""", 1000)]
    [InlineData(AnyProvider.OpenAI, "embeddings", """{"model":"m","input":"#"}""", 1000)]
    [InlineData(AnyProvider.OpenAI, "embeddings", """{"model":"m","input":["#",[1,2,3],"#"]}""", 2003)]
    [InlineData(AnyProvider.Gemini, "embeddings", """{"model":"m","input":["#","#"]}""", 2000)]
    public async Task OverHttp_IsHeldInFull(string provider, string path, string body, long least)
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 1000));
        using var request = _proxy.Request(body.Replace("#", text, StringComparison.Ordinal), provider);
        request.RequestUri = new Uri($"/v1/proxy/{path}", UriKind.Relative);

        using var response = await _proxy.Client.SendAsync(request, Cancel);

        HeldIn(response.Headers.GetValues("RateLimit")).ShouldBeInRange(least, least + 20);
        await _proxy.SettledAsync("ada", Day);
    }

    [Fact]
    public async Task OverGrpc_IsHeldInFull()
    {
        using var channel = Call.ChannelTo(_proxy.Address, Surface.Grpc);
        var chat = new StreamChatRequest
        {
            Model = "m",
            MaxOutputTokens = 5000,
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } } },
            Tools = { new Tool { Name = "f", Description = string.Join(' ', Enumerable.Repeat("word", 1000)) } },
        };
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(
            chat, Call.HeadersOf(_proxy, AnyProvider.OpenAI, "sk-test"), cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        var headers = (await call.ResponseHeadersAsync).Concat(failure.Trailers);
        HeldIn(headers.Where(entry => entry.Key == "ratelimit").Select(entry => entry.Value)).ShouldBeInRange(6000, 6020);
        await _proxy.SettledAsync("ada", Day);
    }

    private static long HeldIn(IEnumerable<string> rateLimit) =>
        Day - long.Parse(rateLimit.First().Split("\"daily\";r=")[1].Split(';')[0], CultureInfo.InvariantCulture);
}
