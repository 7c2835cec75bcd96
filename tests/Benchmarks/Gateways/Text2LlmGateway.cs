using System.Globalization;
using System.Net;
using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>The proxy and its quota service before a Redis of their own, as they are deployed: every check is on.</summary>
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

        var quotaPort = FreePort.Find();
        var quota = StartService("Quota", new()
        {
            ["Listen__InternalPort"] = Text(quotaPort),
            ["Quota__Redis"] = $"127.0.0.1:{_redisPort}",

            // The limits are checked for every call; the load must not reach them.
            ["Quota__RequestsPerMinute"] = "1000000",
            ["Quota__TokensPerDay"] = "1000000000000",
        });

        var port = FreePort.Find();
        var proxy = StartService("Proxy", new()
        {
            ["Listen__PublicPort"] = Text(port),
            ["Proxy__QuotaAddress"] = $"http://127.0.0.1:{quotaPort}",
            ["UsageEvents__Redis"] = $"127.0.0.1:{_redisPort}",
            ["Auth__Issuer"] = AccessTokens.Issuer,
            ["Auth__Hs256Secret"] = tokens.Secret,
            ["Providers__bench__BaseUrl"] = $"http://127.0.0.1:{upstreamPort}/v1",
        });

        var target = new Target(new IPEndPoint(IPAddress.Loopback, port), "/v1/proxy/chat/completions", user => new Dictionary<string, string>
        {
            ["Authorization"] = $"Bearer {tokens.Of(user)}",
            ["x-provider"] = "bench",
            ["x-provider-key"] = "sk-bench",
        });
        return new Gateway(target, [proxy, quota, redis]);
    }

    /// <summary>Says whether the quota really is on Redis.</summary>
    public override async Task<string?> DescribeAsync(CancellationToken cancel) =>
        await RedisProbe.CountKeysAsync(_redisPort, cancel) is > 0 and var keys
            ? $"quota on Redis ({keys} keys after the load)"
            : "QUOTA IN MEMORY: nothing was written to Redis";

    private ServerProcess StartService(string name, Dictionary<string, string> settings)
    {
        settings["DOTNET_ENVIRONMENT"] = "Production";
        settings["Listen__MetricsPort"] = "0";
        return ServerProcess.Start(
            name, Folders.LogOf(name.ToLowerInvariant()), settings, "dotnet", Path.Combine(Folders.Programs, name, $"Text2Llm.{name}.dll"));
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
