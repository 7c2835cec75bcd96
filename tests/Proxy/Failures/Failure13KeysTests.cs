using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>
/// Failure 13: keys of every provider's form, quoted back by the provider in every way, misplaced by the caller as the model's name, on every
/// surface; then everything that left the service is searched: answers, logs of every level, traces, metrics, and the usage events on Redis.
/// The proxy has a process of its own, because a process has one sender of traces.
/// </summary>
public sealed class Failure13KeysTests
{
    // Each has "canary" in every part that is secret.
    private static readonly (string Wire, string Key)[] Keys =
    [
        (AnyProvider.OpenAI, "sk-proj-canary0123456789/+=~"),
        (AnyProvider.Anthropic, "sk-ant-api03-canary_0123-456789"),
        (AnyProvider.Gemini, "AIzaSycanary-0123456789_abcdefghijklmno"),
        (AnyProvider.Bedrock, "AKIACANARY0123456789:canary/secret+0123456789abcdef:canarySession//token=="),
        ("azure-openai", "canary0123456789abcdef0123456789"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfEveryForm_AreNowhere()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await OtlpCollector.StartAsync();
        await using var provider = await AnyProvider.StartAsync();
        await using var neighbours = await ProxyServer.StartAsync();
        await using var proxy = await ProxyProcess.StartAsync(
            neighbours,
            [
                .. provider.Settings,
                .. collector.Settings,
                ("Logging:LogLevel:Default", "Trace"),
                ("Logging:LogLevel:Grpc", "Trace"),
                ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
                ("UsageEvents:Redis", redis.ConnectionString),
                ("Quota:RequestsPerMinute", "1000"),
                ("Quota:TokensPerDay", "100000000"),
                ("Proxy:QuotaTimeout", "00:00:30"),
                ("Providers:azure-openai:BaseUrl", provider.Settings.First().Value),
            ]);
        List<string> told = [];
        foreach (var surface in Enum.GetValues<Surface>())
        {
            foreach (var (wire, key) in Keys)
            {
                foreach (var answer in AnswersQuoting(key))
                {
                    provider.Answer = answer;
                    using var call = Call.Begin(proxy, neighbours, surface, wire, key);
                    told.Add(await call.ToldAsync());
                    using var misplaced = Call.Begin(proxy, neighbours, surface, wire, key, model: key.Split(':')[^1]);
                    told.Add(await misplaced.ToldAsync());
                }

                told.Add(await ModelsAsync(proxy, Call.HeadersOf(neighbours, wire, key)));
            }
        }

        var metrics = await neighbours.Client.GetStringAsync(new Uri(proxy.OperationsAddress, "metrics"), Cancel);
        await proxy.TerminateAsync();
        var (_, log) = await proxy.ExitAsync();
        var events = await redis.CommandAsync("XRANGE text2llm:usage - + COUNT 8") + await redis.CommandAsync("XREVRANGE text2llm:usage + - COUNT 8");

        // What is searched holds what it should, so the search could find something.
        told.Count(text => text.Contains("[key removed]", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        events.ShouldContain("http/chat");
        events.ShouldContain("grpc/chat");
        events.ShouldContain("[key removed]");
        log.ShouldContain("Request finished");
        collector.Received("traces").ShouldContain("gen_ai.provider.name");
        collector.Received("logs").ShouldNotBeEmpty();
        foreach (var text in (string[])[.. told, log, metrics, events, .. ((string[])["traces", "metrics", "logs"]).Select(collector.Received)])
        {
            text.ShouldNotContain("canary", Case.Insensitive);
        }
    }

    /// <summary>What a careless provider answers: the key whole, each part of it, and masked, in errors of every form.</summary>
    private static IEnumerable<Func<HttpContext, Task>> AnswersQuoting(string key)
    {
        var parts = string.Join(" and ", key.Split(':').Append(key));
        var masked = string.Join(" and ", key.Split(':').Select(part => $"{part[..12]}{new string('*', 16)}{part[^4..]}"));
        yield return context => ProviderServer.AnswerJsonAsync(context, $$$"""{"error":{"message":"Bad key {{{parts}}}."}}""", 401);
        yield return context => ProviderServer.AnswerJsonAsync(context, $$$"""{"error":{"message":"Bad key {{{masked}}}."}}""", 403);
        yield return context => ProviderServer.AnswerJsonAsync(context, $"<p>GET /v1?key={key.Split(':')[^1]} failed", 400);
        yield return context => ProviderServer.AnswerJsonAsync(context, $$$"""{"message":"Bad key {{{parts.Replace("/", "\\/", StringComparison.Ordinal)}}}."}""", 404);
    }

    private static async Task<string> ModelsAsync(ProxyProcess proxy, Metadata headers)
    {
        using var channel = Call.ChannelTo(proxy.Address, Surface.Grpc);
        try
        {
            return $"{await new ChatService.ChatServiceClient(channel).ListModelsAsync(new(), headers, cancellationToken: Cancel)}";
        }
        catch (RpcException failure)
        {
            return $"{failure}";
        }
    }
}
