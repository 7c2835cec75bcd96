using System.Net;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>
/// Plants a key and a prompt wherever a caller or a provider can put one, lets calls succeed and fail, and searches what leaves the service
/// for its operator: traces, metrics and logs as a collector gets them, and the metrics that Prometheus reads. The proxy has a process of its
/// own, because a second sender of traces in a process tells the first one's services to leave theirs out.
/// </summary>
public sealed class TelemetryCanaryTests
{
    private const string Key = "sk-canary-31415926";
    private const string Prompt = "a-prompt-that-nobody-else-may-read";
    private const string Body = $$$"""{"model":"{{{Key}}}","stream":true,"messages":[{"role":"user","content":"{{{Prompt}}} {{{Key}}}"}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyAndPrompt_AreInNoTelemetry()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var neighbours = await ProxyServer.StartWithQuotaServiceAsync();
        await using var proxy = await ProxyProcess.StartAsync(
            neighbours,
            [("Proxy:QuotaTimeout", "00:00:30"), ("Proxy:StreamTimeout", "00:00:00.3"), ("Logging:LogLevel:Default", "Trace"), .. collector.Settings]);

        await CallAsync("/v1/proxy/chat/completions");
        neighbours.Provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context, $$$"""{"error":{"message":"POST /v1beta/models/x:generateContent?key={{{Key}}} failed: {{{Prompt}}}"}}""", 400);
        await CallAsync($"/v1/proxy/chat/completions?key={Key}&{Key}");
        await CallAsync($"/v1/{Key}");
        neighbours.Provider.Answer = ProviderServer.NeverAnswerAsync;
        await CallAsync("/v1/proxy/chat/completions");
        await neighbours.Provider.DisposeAsync();
        await CallAsync("/v1/proxy/chat/completions");
        var metrics = await neighbours.Client.GetStringAsync(new Uri(proxy.OperationsAddress, "metrics"), Cancel);
        await proxy.TerminateAsync();
        await proxy.ExitAsync();

        // What is searched holds what it should, so the search could find something.
        collector.Received("traces").ShouldContain("gen_ai.provider.name");
        collector.Received("traces").ShouldContain("PROVIDER_TIMEOUT");
        collector.Received("traces").ShouldContain("/v1/proxy/chat/completions");
        collector.Received("traces").ShouldContain("QuotaService/Reserve");
        collector.Received("metrics").ShouldContain("gen_ai.client.operation.duration");
        collector.Received("logs").ShouldContain("PROVIDER_UNREACHABLE");
        metrics.ShouldContain("gen_ai_client_operation_duration_seconds_bucket");
        foreach (var told in (string[])[collector.Received("traces"), collector.Received("metrics"), collector.Received("logs"), metrics])
        {
            told.ShouldNotContain("canary");
            told.ShouldNotContain(Prompt);
            told.ShouldNotContain("a-user-of-ours");
        }

        async Task CallAsync(string path)
        {
            using var request = neighbours.Request(Body, key: Key, user: "a-user-of-ours");
            request.RequestUri = new Uri(proxy.Address, path);
            request.Headers.Add("User-Agent", $"program/1.0 {Key}");
            request.Headers.Add("baggage", $"key={Key}");
            using var response = await neighbours.Client.SendAsync(request, Cancel);
            response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
            await response.Content.ReadAsStringAsync(Cancel);
        }
    }
}
