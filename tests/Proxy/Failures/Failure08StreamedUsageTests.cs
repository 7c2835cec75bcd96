using System.Text;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>Failure 8: what a stream cost is asked for, found wherever it stands, and estimated where it is not told.</summary>
public sealed class Failure08StreamedUsageTests : IAsyncLifetime
{
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("", """{"include_usage":true}""")]
    [InlineData(""","stream_options":null""", """{"include_usage":true}""")]
    [InlineData(""","stream_options":{}""", """{"include_usage":true}""")]
    [InlineData(""","stream_options":{"include_usage":false}""", """{"include_usage":true}""")]
    [InlineData(""","stream_options":{"include_usage":false,"include_obfuscation":false}""", """{"include_usage":true,"include_obfuscation":false}""")]
    public async Task NotAskedForByTheCaller_IsAskedForAndHidden(string options, string asked)
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context, ProviderServer.Chunk("Hi", "stop"), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());

        var answer = await AskAsync(options);

        answer.ShouldBe(Encoding.UTF8.GetString([.. ProviderServer.Chunk("Hi", "stop"), .. ProviderServer.Done()]));
        _proxy.Provider.Requests.Single().Json.GetProperty("stream_options").GetRawText().ShouldBe(asked);
        await _proxy.SettledAsync("ada", 100_000 - 12);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7}}""", 12)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}""", 12)]
    [InlineData("""{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":5,"completion_tokens":7}}}""", 12)]
    [InlineData("""{"choices":[{"delta":{"content":"12345678"},"finish_reason":"stop"}],"usage":null}""", 4 + 2)]
    [InlineData("""{"choices":[{"delta":{"content":"12345678"},"finish_reason":"stop"}]}""", 4 + 2)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"look","arguments":"1234"}}]}}]}""", 4 + 2)]
    public async Task OnAnyChunk_IsCharged_AndOtherwiseEstimated(string chunk, int charged)
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, ProviderServer.Event(chunk), ProviderServer.Done());

        var answer = await AskAsync("");

        answer.ShouldBe(Encoding.UTF8.GetString([.. ProviderServer.Event(chunk), .. ProviderServer.Done()]));
        await _proxy.SettledAsync("ada", 100_000 - charged);
    }

    [Fact]
    public async Task RunningTotals_AreNotAddedUp()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context, ProviderServer.UsageChunk(5, 1), ProviderServer.UsageChunk(5, 4), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());

        await AskAsync("");

        await _proxy.SettledAsync("ada", 100_000 - 12);
    }

    private async Task<string> AskAsync(string more)
    {
        var body = $$$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]{{{more}}}}""";
        using var response = await _proxy.Client.SendAsync(_proxy.Request(body), Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
