using System.Diagnostics.Metrics;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Operator.Switches;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>Who writes the ConfigMap of switches, and how often, in a real API server.</summary>
public sealed class SwitchesPublisherTests(Cluster cluster) : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ResourceClient<V1ConfigMap> _client = new(cluster.Client);
    private readonly List<Task> _running = [];
    private WatchCache<V1Alpha1ProviderSwitch> _switches = null!;
    private WatchCache<V1ConfigMap> _configMaps = null!;
    private SwitchesPublisher _publisher = null!;
    private ObjectKey _key;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _key = new ObjectKey(await cluster.NewNamespaceAsync(), "text2llm-switches");
        (_switches, _configMaps) = (Run<V1Alpha1ProviderSwitch>(), Run<V1ConfigMap>());
        await Task.WhenAll(_switches.Synced, _configMaps.Synced);
        _publisher = new SwitchesPublisher(
            _switches, _configMaps, _client, Options.Create(new OperatorOptions { Namespace = _key.Namespace }), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(_ => { }, TaskScheduler.Default);
        _publisher.Dispose();
        _stop.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Publish_WrittenOverByAnother_IsMendedOnceInASecond()
    {
        await SwitchOffAsync("one");
        (await _publisher.PublishAsync(Cancel)).ShouldBeNull();
        await WriteOverAsync();

        var wait = await _publisher.PublishAsync(Cancel);
        wait.ShouldBe(TimeSpan.FromSeconds(1));
        (await KeysAsync()).ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(1));
        (await _publisher.PublishAsync(Cancel)).ShouldBeNull();
        (await KeysAsync()).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Publish_NewsAfterAMoment_AreWrittenAtOnce()
    {
        await SwitchOffAsync("one");
        (await _publisher.PublishAsync(Cancel)).ShouldBeNull();
        await WriteOverAsync();
        await SwitchOffAsync("two");

        (await _publisher.PublishAsync(Cancel)).ShouldBeNull();

        (await KeysAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Period_StaleWriteAfterTheLastSwitchWentOff_IsMended()
    {
        using var periodic = new PeriodicSwitches(_publisher, _switches, _configMaps, _time, NullLogger<PeriodicSwitches>.Instance);
        await periodic.StartAsync(Cancel);
        await Eventually.BecomesTrueAsync(() => _configMaps.Find(_key) is not null, () => "nothing is written at start");

        // As a replica does that has not heard yet that the switch is gone. No switch is left whose reconciliation would mend it.
        await WriteOverAsync(("one", "state: Disabled\n"));

        await Eventually.BecomesTrueAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            return !(await KeysAsync()).Any();
        }, () => "the provider stays off");
        await periodic.StopAsync(Cancel);
    }

    private WatchCache<T> Run<T>()
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var cache = new WatchCache<T>(
            new ResourceClient<T>(cluster.Client), new ResourceScope(_key.Namespace), new(),
            new KubernetesMetrics(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System, NullLogger<WatchCache<T>>.Instance);
        _running.Add(cache.RunAsync(_stop.Token));
        return cache;
    }

    private async Task SwitchOffAsync(string provider)
    {
        await cluster.Switches.CreateAsync(
            new V1Alpha1ProviderSwitch
            {
                Metadata = new V1ObjectMeta { Name = provider, NamespaceProperty = _key.Namespace },
                Spec = new() { Provider = provider, State = SwitchState.Disabled },
            },
            Cancel);
        await Eventually.BecomesTrueAsync(() => _switches.Find(new(_key.Namespace, provider)) is not null, () => "the switch is not heard of");
    }

    /// <summary>Another replica writes; returns when this one has heard of it.</summary>
    private async Task WriteOverAsync(params (string Key, string Text)[] data)
    {
        var written = await _client.ApplyAsync(
            new V1ConfigMap
            {
                Metadata = new V1ObjectMeta { Name = _key.Name, NamespaceProperty = _key.Namespace },
                Data = data.ToDictionary(one => one.Key, one => one.Text),
            },
            OperatorOptions.FieldManager, Cancel);
        await Eventually.BecomesTrueAsync(
            () => _configMaps.Find(_key)?.Metadata.ResourceVersion == written.Metadata.ResourceVersion, () => "the write is not heard of");
    }

    private async Task<IEnumerable<string>> KeysAsync() => ((await _client.FindAsync(_key, Cancel))!.Data ?? new Dictionary<string, string>()).Keys;
}
