using System.Net;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>What the metrics tell of calls. Other tests' calls are in them too: the provider here is no other test's.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Streamed = """{"model":"known-model","stream":true,"messages":[]}""";

    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync(("Listen:MetricsPort", "0"), ("Quota:RequestsPerMinute", "1000"));

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Metrics_OfCalls_TellProviderModelTokensAndErrors()
    {
        await CallAsync(Streamed);
        await CallAsync("""{"model":"whatever-a-caller-writes","messages":[]}""");
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, "{}", (int)HttpStatusCode.TooManyRequests);
        await CallAsync(Streamed);
        await CallAsync("""{"model":"known-model"}""");

        var text = await MetricsAsync();
        var samples = PrometheusSample.Parse(text);
        samples.Where(sample => sample.Name == "gen_ai_client_operation_duration_seconds_count" && sample.Label("gen_ai_provider_name") == "measured")
            .Select(sample => (sample.Label("gen_ai_operation_name"), sample.Label("gen_ai_request_model"), sample.Label("error_type"), sample.Value))
            .Order().ShouldBe([("chat", "known-model", "", 1), ("chat", "known-model", "429", 1), ("chat", "other", "", 1)]);
        samples.Where(sample => sample.Name == "gen_ai_client_token_usage_sum" && sample.Label("gen_ai_provider_name") == "measured")
            .Select(sample => (sample.Label("gen_ai_request_model"), sample.Label("gen_ai_token_type"), sample.Value))
            .Order().ShouldBe([("known-model", "input", 11), ("known-model", "output", 3), ("other", "input", 11), ("other", "output", 3)]);
        Measured(samples, "gen_ai_client_operation_time_to_first_chunk_seconds_count").ShouldBe(1);
        Measured(samples, "text2llm_proxy_active_streams").ShouldBe(0);
        samples.ShouldContain(sample => sample.Name == "text2llm_proxy_quota_duration_seconds_count" && sample.Value >= 3);
        samples.ShouldContain(sample => sample.Name == "text2llm_call_errors_total" && sample.Label("error_type") == "INVALID_REQUEST");
        text.ShouldNotContain("whatever-a-caller-writes");
        text.ShouldNotContain("ada");
    }

    [Fact]
    public async Task Metrics_DuringAStreamAndAfterItsCallerLeft_CountItInAndOut()
    {
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        using (var response = await _proxy.Client.SendAsync(
            _proxy.Request(Streamed, provider: "measured"), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            Measured(PrometheusSample.Parse(await MetricsAsync()), "text2llm_proxy_active_streams").ShouldBe(1);
        }

        await _proxy.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        IReadOnlyList<PrometheusSample> samples = [];
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                samples = PrometheusSample.Parse(await MetricsAsync());
                return Measured(samples, "text2llm_proxy_active_streams") == 0;
            },
            () => "the stream is still counted");
        samples.ShouldContain(sample => sample.Name == "gen_ai_client_operation_duration_seconds_count"
            && sample.Label("gen_ai_provider_name") == "measured" && sample.Label("error_type") == "CALLER_LEFT");
    }

    private static double Measured(IEnumerable<PrometheusSample> samples, string name) =>
        samples.Single(sample => sample.Name == name && sample.Label("gen_ai_provider_name") == "measured").Value;

    private Task<string> MetricsAsync() => _proxy.Client.GetStringAsync(new Uri(_proxy.OperationsAddress, "metrics"), Cancel);

    private async Task CallAsync(string body)
    {
        using var response = await _proxy.Client.SendAsync(_proxy.Request(body, provider: "measured"), Cancel);
        await response.Content.ReadAsStringAsync(Cancel);
    }
}
