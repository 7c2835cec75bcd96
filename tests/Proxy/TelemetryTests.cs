using System.Net;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>What the metrics tell of calls: those of a process of its own, because every service in a process counts what all of them do.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Streamed = """{"model":"known-model","stream":true,"messages":[]}""";

    private readonly HttpClient _client = new();
    private ProxyServer _neighbours = null!;
    private ProxyProcess _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _neighbours = await ProxyServer.StartAsync();
        _proxy = await ProxyProcess.StartAsync(_neighbours, "--Providers:test:SuggestedModels:0", "known-model");
        _client.BaseAddress = _proxy.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _neighbours.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_OfCalls_TellProviderModelTokensAndErrors()
    {
        await CallAsync(Streamed);
        await CallAsync("""{"model":"whatever-a-caller-writes","messages":[]}""");
        _neighbours.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, "{}", (int)HttpStatusCode.TooManyRequests);
        await CallAsync(Streamed);
        await CallAsync("""{"model":"known-model"}""");
        await _client.GetStringAsync("/health", Cancel);

        var text = await MetricsAsync();
        var samples = PrometheusSample.Parse(text);
        samples.Where(sample => sample.Name == "gen_ai_client_operation_duration_seconds_count")
            .Select(sample => (sample.Label("gen_ai_operation_name"), sample.Label("gen_ai_request_model"), sample.Label("error_type"), sample.Value))
            .Order().ShouldBe([("chat", "known-model", "", 1), ("chat", "known-model", "429", 1), ("chat", "other", "", 1)]);
        samples.Where(sample => sample.Name == "gen_ai_client_token_usage_sum")
            .Select(sample => (sample.Label("gen_ai_request_model"), sample.Label("gen_ai_token_type"), sample.Value))
            .Order().ShouldBe([("known-model", "input", 11), ("known-model", "output", 3), ("other", "input", 11), ("other", "output", 3)]);
        Sample(samples, "gen_ai_client_operation_time_to_first_chunk_seconds_count").ShouldBe(("test", 1));
        Sample(samples, "text2llm_proxy_active_streams").ShouldBe(("test", 0));
        Sample(samples, "text2llm_proxy_quota_duration_seconds_count").Value.ShouldBe(3);
        samples.Single(sample => sample.Name == "text2llm_call_errors_total").Label("error_type").ShouldBe("INVALID_REQUEST");
        samples.Single(sample => sample.Name == "target_info").Label("service_name").ShouldBe("text2llm-proxy");
        samples.Where(sample => sample.Name == "http_server_request_duration_seconds_count").Sum(sample => sample.Value).ShouldBe(5);
        samples.ShouldContain(sample => sample.Name == "dotnet_process_cpu_count");
        text.ShouldNotContain("whatever-a-caller-writes");
    }

    [Fact]
    public async Task Metrics_DuringAStreamAndAfterItsCallerLeft_CountItInAndOut()
    {
        _neighbours.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        using (var response = await _client.SendAsync(_neighbours.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            Sample(PrometheusSample.Parse(await MetricsAsync()), "text2llm_proxy_active_streams").Value.ShouldBe(1);
        }

        await _neighbours.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        IReadOnlyList<PrometheusSample> samples = [];
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                samples = PrometheusSample.Parse(await MetricsAsync());
                return Sample(samples, "text2llm_proxy_active_streams").Value == 0;
            },
            () => "the stream is still counted");
        samples.Single(sample => sample.Name == "gen_ai_client_operation_duration_seconds_count").Label("error_type").ShouldBe("CALLER_LEFT");
    }

    private static (string Provider, double Value) Sample(IEnumerable<PrometheusSample> samples, string name)
    {
        var sample = samples.Single(sample => sample.Name == name);
        return (sample.Label("gen_ai_provider_name"), sample.Value);
    }

    private Task<string> MetricsAsync() => _client.GetStringAsync(new Uri(_proxy.OperationsAddress, "metrics"), Cancel);

    private async Task CallAsync(string body)
    {
        using var response = await _client.SendAsync(_neighbours.Request(body), Cancel);
        await response.Content.ReadAsStringAsync(Cancel);
    }
}
