using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Events;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Tests.Events;

/// <summary>What becomes of events that are told again and again, in a real API server.</summary>
[Collection("Cluster")]
public sealed class EventRecorderTests(Cluster cluster)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ResourceClient<Corev1Event> _events = new(cluster.Client);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_TheSameFromTwoReplicas_IsOneEventThatIsCounted()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        var entity = Cluster.ConfigMap(inNamespace, "a");
        var (one, other) = (Recorder(), Recorder());

        for (var time = 0; time < 3; time++)
        {
            await one.PublishAsync(entity, "Done", "It is done.", EventType.Normal, Cancel);
        }

        (await CountsAsync(inNamespace)).ShouldBe([("Done", 1)], "it is written at most once in ten seconds");
        _time.Advance(TimeSpan.FromSeconds(10));
        await one.PublishAsync(entity, "Done", "It is done.", EventType.Normal, Cancel);
        await other.PublishAsync(entity, "Done", "It is done.", EventType.Normal, Cancel);

        (await CountsAsync(inNamespace)).ShouldBe([("Done", 5)]);
    }

    [Fact]
    public async Task Publish_AnotherMessage_IsAnotherEvent()
    {
        var inNamespace = await cluster.NewNamespaceAsync();
        var entity = Cluster.ConfigMap(inNamespace, "a");
        var recorder = Recorder();

        await recorder.PublishAsync(entity, "Failed", "One is wrong.", EventType.Warning, Cancel);
        await recorder.PublishAsync(entity, "Failed", new string('x', 2000), EventType.Warning, Cancel);

        var told = (await _events.ListAsync(new ResourceScope(inNamespace), "", Cancel)).Items;
        told.Select(one => one.Message.Length).Order().ShouldBe(["One is wrong.".Length, 1024]);
        told.ShouldAllBe(one => one.Type == "Warning" && one.InvolvedObject.Name == "a" && one.ReportingComponent == "test");
    }

    [Fact]
    public async Task Publish_ServerAway_KeepsNobodyFromTheirWork()
    {
        using var away = KubernetesConnection.Create(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" });

        await Recorder(away).PublishAsync(Cluster.ConfigMap("n", "a"), "Done", "It is done.", EventType.Normal, Cancel);
    }

    private EventRecorder Recorder(IKubernetes? client = null) => new(
        client is null ? _events : new(client), new() { Name = "test" }, _time, NullLogger<EventRecorder>.Instance);

    private async Task<IEnumerable<(string, int?)>> CountsAsync(string inNamespace) =>
        (await _events.ListAsync(new ResourceScope(inNamespace), "", Cancel)).Items.Select(one => (one.Reason, one.Count));
}
