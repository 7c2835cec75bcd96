using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>Failure 4: a call that was never answered costs nothing, whoever refused it.</summary>
public sealed class Failure04RefusedCallsTests : IAsyncLifetime
{
    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    public static TheoryData<Surface, string, int> Refusals => [.. from surface in Enum.GetValues<Surface>()
        from wire in AnyProvider.Wires
        from status in (int[])[302, 400, 401, 429, 500]
        where surface != Surface.GrpcWeb || status == 429
        select (surface, wire, status)];

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _proxy = await ProxyServer.StartAsync([.. _provider.Settings, ("Proxy:StreamTimeout", "00:00:01")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task ByTheProvider_CostsNothing(Surface surface, string wire, int status)
    {
        _provider.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"No."}}""", status);
        };
        using var call = Call.Begin(_proxy, surface, wire);

        (await call.ToldAsync()).ShouldContain("No.");
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Theory]
    [InlineData(Surface.Http, AnyProvider.OpenAI)]
    [InlineData(Surface.Http, AnyProvider.Anthropic)]
    [InlineData(Surface.Http, AnyProvider.Bedrock)]
    [InlineData(Surface.Grpc, AnyProvider.Gemini)]
    [InlineData(Surface.GrpcWeb, AnyProvider.OpenAI)]
    public async Task ByTheTimeLimit_CostsNothing(Surface surface, string wire)
    {
        using var call = Call.Begin(_proxy, surface, wire);

        (await call.ToldAsync()).ShouldContain("PROVIDER_TIMEOUT");
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Theory]
    [InlineData(Surface.Http)]
    [InlineData(Surface.Grpc)]
    public async Task ByABrokenConnection_CostsNothing(Surface surface)
    {
        _provider.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var call = Call.Begin(_proxy, surface, AnyProvider.OpenAI);

        (await call.ToldAsync()).ShouldContain("PROVIDER_UNREACHABLE");
        await _proxy.SettledAsync("ada", 100_000);
    }
}
