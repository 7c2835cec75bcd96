using System.Net;
using System.Net.Http.Headers;
using System.Text;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Resources.Switches;
using Text2Llm.TestServers;

namespace Text2Llm.Operator.Tests;

/// <summary>Operators and proxies, each a process, in a namespace of their own.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly TokenIssuer _issuer;
    private readonly ProviderServer _provider;
    private readonly HttpClient _http = new();

    private Installation(Cluster cluster, string inNamespace, TokenIssuer issuer, ProviderServer provider) =>
        (_cluster, Namespace, _issuer, _provider) = (cluster, inNamespace, issuer, provider);

    public string Namespace { get; }

    public List<ServiceProcess> Operators { get; } = [];

    public List<ServiceProcess> Proxies { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Installation> StartAsync(Cluster cluster, int operators, int proxies, string? kubeConfig = null)
    {
        var provider = await ProviderServer.StartAsync();
        provider.Answer = context => ProviderServer.AnswerJsonAsync(context, ProviderServer.WholeAnswer("Hello."));
        var installation = new Installation(cluster, await cluster.NewNamespaceAsync(), await TokenIssuer.StartAsync(), provider);
        for (var index = 0; index < operators; index++)
        {
            await installation.StartOperatorAsync();
        }

        for (var index = 0; index < proxies; index++)
        {
            await installation.StartProxyAsync(kubeConfig);
        }

        return installation;
    }

    public async Task<ServiceProcess> StartProxyAsync(string? kubeConfig = null)
    {
        var started = await ServiceProcess.StartAsync(
            "Text2Llm.Proxy", kubeConfig ?? _cluster.Plane.KubeConfig,
            "--Listen:PublicPort", "0",
            "--Auth:Issuer", _issuer.Issuer,
            "--Quota:RequestsPerMinute", "1000000",
            "--Quota:TokensPerDay", "1000000000",
            "--Providers:test:BaseUrl", _provider.BaseAddress.ToString(),
            "--Switches:ConfigMap", $"{Namespace}/text2llm-switches");
        Proxies.Add(started);
        return started;
    }

    public async Task<ServiceProcess> StartOperatorAsync()
    {
        var started = await ServiceProcess.StartAsync(
            "Text2Llm.Operator", _cluster.Plane.KubeConfig, "--Listen:InternalPort", "0", "--Operator:Namespace", Namespace);
        Operators.Add(started);
        return started;
    }

    /// <summary>As <c>kubectl apply</c>.</summary>
    public Task<V1Alpha1ProviderSwitch> ApplyAsync(string name, ProviderSwitchSpec spec) => _cluster.Switches.ApplyAsync(
        new V1Alpha1ProviderSwitch { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = Namespace }, Spec = spec }, "test", Cancel);

    public Task DeleteAsync(string name) => _cluster.Switches.DeleteAsync(new ObjectKey(Namespace, name), Cancel);

    public Task<V1Alpha1ProviderSwitch?> FindAsync(string name) => _cluster.Switches.FindAsync(new ObjectKey(Namespace, name), Cancel);

    public async Task<IDictionary<string, string>> ConfigMapAsync() =>
        (await new ResourceClient<V1ConfigMap>(_cluster.Client).FindAsync(new ObjectKey(Namespace, "text2llm-switches"), Cancel))?.Data
        ?? new Dictionary<string, string>();

    /// <summary>What a service says of its health or its metrics. An operator listens as services do to each other, by HTTP/2 alone.</summary>
    public async Task<(int Status, string Said)> AskAsync(Uri service, string path, Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path))
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await _http.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Makes a call, and tells its status code.</summary>
    public async Task<int> CallAsync(ServiceProcess proxy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Address, "/v1/proxy/chat/completions"))
        {
            Content = new StringContent("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Add("x-provider", "test");
        request.Headers.Add("x-provider-key", "sk-test");
        using var response = await _http.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    /// <summary>Calls until the status is this.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> BecomesAsync(ServiceProcess proxy, int status)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = 0;
        await Eventually.BecomesTrueAsync(async () => (last = await CallAsync(proxy)) == status, () => $"{proxy.Address} answers {last}, not {status}");
        return TimeProvider.System.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Operators.Concat(Proxies))
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
        await _issuer.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private string Token => field ??= _issuer.TokenFor("ada");
}
