using System.Globalization;
using System.Net;
using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>The proxy before a Redis of its own, as it is deployed: every check is on.</summary>
internal sealed class Text2LlmGateway(BenchmarkFolders folders, AccessTokens tokens) : GatewayKind(folders)
{
    private int _redisPort;

    public override string Name => "Text2Llm";

    public override Gateway Start(int upstreamPort)
    {
        _redisPort = FreePort.Find();
        var redis = ServerProcess.Start(
            "Redis", Folders.LogOf("redis"), new Dictionary<string, string>(),
            "redis-server", "--port", Text(_redisPort), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");

        var port = FreePort.Find();
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Listen__MetricsPort"] = "0",
            ["Listen__PublicPort"] = Text(port),
            ["Quota__Redis"] = $"127.0.0.1:{_redisPort}",

            // The limits are checked for every call; the load must not reach them.
            ["Quota__RequestsPerMinute"] = "1000000",
            ["Quota__TokensPerDay"] = "1000000000000",
            ["UsageEvents__Redis"] = $"127.0.0.1:{_redisPort}",
            ["Auth__Issuer"] = AccessTokens.Issuer,
            ["Auth__Hs256Secret"] = tokens.Secret,
            ["Providers__bench__BaseUrl"] = $"http://127.0.0.1:{upstreamPort}/v1",
        };
        var proxy = ServerProcess.Start(
            "Proxy", Folders.LogOf("proxy"), settings, "dotnet", Path.Combine(Folders.Programs, "Proxy", "Text2Llm.Proxy.dll"));

        var target = new Target(new IPEndPoint(IPAddress.Loopback, port), "/v1/proxy/chat/completions", user => new Dictionary<string, string>
        {
            ["Authorization"] = $"Bearer {tokens.Of(user)}",
            ["x-provider"] = "bench",
            ["x-provider-key"] = "sk-bench",
        });
        return new Gateway(target, [proxy, redis]);
    }

    /// <summary>Says whether the quota really is on Redis: one key is that of the usage events, the others are its users'.</summary>
    public override async Task<string?> DescribeAsync(CancellationToken cancel) =>
        await RedisProbe.CountKeysAsync(_redisPort, cancel) is > 1 and var keys
            ? $"quota on Redis ({keys} keys after the load)"
            : "QUOTA IN MEMORY: no user's account is on Redis";

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
