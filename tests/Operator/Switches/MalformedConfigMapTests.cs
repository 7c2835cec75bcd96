using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>A proxy in front of a ConfigMap of switches that somebody wrote by hand, and wrongly.</summary>
public sealed class MalformedConfigMapTests(Cluster cluster)
{
    private readonly ResourceClient<V1ConfigMap> _client = new(cluster.Client);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_SwitchesThatCannotBeUnderstood_IsNotReadyUntilTheyAre()
    {
        await using var installation = await Installation.StartAsync(cluster, operators: 0, proxies: 0);
        await WriteAsync(installation, "state: Disable");
        var proxy = await installation.StartProxyAsync();

        // It has heard of them, as the age of its cache tells, and does not know what they mean.
        await Eventually.BecomesTrueAsync(
            async () => (await installation.AskAsync(proxy.Operations, "/metrics")).Said.Contains("text2llm_kubernetes_cache_staleness", StringComparison.Ordinal),
            () => "it does not hear of them");
        (await installation.AskAsync(proxy.Address, "/health")).Status.ShouldBe(503);

        await WriteAsync(installation, "state: Disabled");
        await Eventually.BecomesTrueAsync(async () => (await installation.AskAsync(proxy.Address, "/health")).Status == 200, () => "it does not become ready");
        (await installation.CallAsync(proxy)).ShouldBe(503);

        // An end that cannot be read does not leave it on; and once it was ready, wrong text changes nothing.
        await WriteAsync(installation, "state: Enabled");
        await installation.BecomesAsync(proxy, 200);
        await WriteAsync(installation, "state: Disable", ("all", "state: Disabled\nuntil: tomorrow"));
        await installation.BecomesAsync(proxy, 503);
        (await installation.AskAsync(proxy.Address, "/health")).Status.ShouldBe(200);
    }

    private Task<V1ConfigMap> WriteAsync(Installation installation, string text, params (string Key, string Text)[] more) => _client.ApplyAsync(
        new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = "text2llm-switches", NamespaceProperty = installation.Namespace },
            Data = more.Append((Key: "test", Text: text)).ToDictionary(one => one.Key, one => one.Text),
        },
        "test", Cancel);
}
