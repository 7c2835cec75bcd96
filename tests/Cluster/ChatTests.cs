using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Text2Llm.Cluster.Tests;

/// <summary>A chat through proxy and quota in the cluster, and the switch that stops it.</summary>
[Collection(nameof(Installation))] // One after another: there is one cluster, and it is small.
public sealed class ChatTests(Installation installation, ITestOutputHelper output) : IDisposable
{
    // A leader takes 15 s to be followed by another one.
    private const int FlipsWithDeaths = 30;
    private const int Flips = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Each call is another user's, so that none runs into the limit.
    private static int _users;

    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Call_ThroughProxyAndQuota_IsAnswered()
    {
        using var answer = await CallAsync((await ProxiesAsync())[0], "ada");
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Hello.");
    }

    [Fact]
    public async Task Call_MoreOftenThanAllowed_IsRefusedByAllProxiesTogether()
    {
        var proxies = await ProxiesAsync();
        List<int> answers = [];
        for (var call = 0; call < 2 * ChartValues.RequestsPerMinute; call++)
        {
            using var answer = await CallAsync(proxies[call % proxies.Count], "bob");
            answers.Add((int)answer.StatusCode);
        }

        answers.ShouldContain(429);
    }

    /// <summary>From applying a switch to the first call that is refused, at both proxies, again and again; once with the operator's leader killed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Flip_TwoProxies_StopsBothEachTime(bool leaderIsKilled)
    {
        var proxies = await ProxiesAsync();
        proxies.Count.ShouldBe(2);
        List<double> latencies = [];
        List<double> applying = [];
        var flips = leaderIsKilled ? FlipsWithDeaths : Flips;
        for (var flip = 0; flip < flips; flip++)
        {
            await Task.WhenAll(proxies.Select(proxy => BecomesAsync(proxy, 200)));
            if (leaderIsKilled && flip % 10 == 0)
            {
                await KillLeaderAsync();
            }

            var began = TimeProvider.System.GetTimestamp();
            var refused = Task.WhenAll(proxies.Select(async proxy =>
            {
                await BecomesAsync(proxy, 503);
                return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            }));
            await SwitchAsync("Disabled");
            applying.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            latencies.AddRange(await refused);
            await SwitchAsync("Enabled");
        }

        latencies.Count.ShouldBe(2 * flips);
        output.WriteLine($"{flips} flips, two proxies{(leaderIsKilled ? ", the leader killed before every tenth" : "")}: {Summary(latencies)}; kubectl alone {Summary(applying)}");
        (await installation.KubectlAsync("--namespace", Installation.Namespace, "get", "psw", "flip", "--output=jsonpath={.status.conditions[*].type}")).ShouldNotBeEmpty();
    }

    private static string Summary(List<double> milliseconds)
    {
        milliseconds.Sort();
        return $"p50 {milliseconds[milliseconds.Count / 2]:0} ms, p99 {milliseconds[(int)(milliseconds.Count * 0.99) - 1]:0} ms, longest {milliseconds[^1]:0} ms";
    }

    // One that was killed is believed to lead until its lease ends.
    private async Task KillLeaderAsync()
    {
        string? leader = null;
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var holder = await installation.KubectlAsync(
                    "--namespace", Installation.Namespace, "get", "leases", "--output=jsonpath={.items[*].spec.holderIdentity}");
                var pods = await installation.KubectlAsync(
                    "--namespace", Installation.Namespace, "get", "pods", "--selector=app.kubernetes.io/component=operator", "--output=jsonpath={.items[*].metadata.name}");
                leader = pods.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(pod => holder.Contains(pod, StringComparison.Ordinal));
                return leader is not null;
            },
            Patience,
            () => Task.FromResult("no operator that runs holds the lease"));
        await installation.KubectlAsync("--namespace", Installation.Namespace, "delete", "pod", leader!, "--grace-period=0", "--force", "--wait=false");
    }

    private Task<string> SwitchAsync(string state) => installation.ApplyAsync($$"""
        apiVersion: text2llm.io/v1alpha1
        kind: ProviderSwitch
        metadata: {name: flip, namespace: {{Installation.Namespace}}}
        spec: {provider: {{ChartValues.Provider}}, state: {{state}}}
        """);

    private async Task<IReadOnlyList<Uri>> ProxiesAsync() =>
        [.. (await installation.KubectlAsync(
            "--namespace", Installation.Namespace, "get", "pods", "--selector=app.kubernetes.io/component=proxy", "--output=jsonpath={.items[*].status.podIP}"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(address => new Uri($"http://{address}:8080/"))];

    private Task BecomesAsync(Uri proxy, int status)
    {
        var last = 0;
        return Eventually.BecomesTrueAsync(
            async () =>
            {
                using var answer = await CallAsync(proxy, $"user-{Interlocked.Increment(ref _users)}");
                return (last = (int)answer.StatusCode) == status;
            },
            Patience,
            () => Task.FromResult($"{proxy} answers {last}, not {status}"),
            TimeSpan.FromMilliseconds(10)); // The calls take from the one machine what is to be measured.
    }

    private async Task<HttpResponseMessage> CallAsync(Uri proxy, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy, "v1/proxy/chat/completions"))
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { model = "m", messages = new[] { new { role = "user", content = "Hi" } } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Issuer.TokenFor(user));
        request.Headers.Add("x-provider", ChartValues.Provider);
        request.Headers.Add("x-provider-key", "sk-test");
        return await _http.SendAsync(request, Cancel);
    }
}
