using System.Collections.Concurrent;
using System.Globalization;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.TestServers;

namespace Text2Llm.Kubernetes.Tests.Caching;

/// <summary>An API server that answers one collection as a test says, for what a real one does too seldom.</summary>
internal sealed class ScriptedApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedApiServer(WebApplication app) => _app = app;

    /// <summary>Every request: its query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<ScriptedApiServer> StartAsync(Func<HttpContext, int, Task> list, Func<HttpContext, int, Task> watch)
    {
        ScriptedApiServer? server = null;
        var (lists, watches) = (0, 0);
        var app = await LoopbackServer.StartAsync(routes => routes.Run(context =>
        {
            server!.Requests.Enqueue(context.Request.QueryString.Value!);
            return context.Request.Query.ContainsKey("watch")
                ? watch(context, Interlocked.Increment(ref watches))
                : list(context, Interlocked.Increment(ref lists));
        }));
        return server = new ScriptedApiServer(app);
    }

    public IKubernetes Connect() => KubernetesConnection.Create(new KubernetesClientConfiguration { Host = LoopbackServer.AddressesOf(_app)[0].ToString() });

    /// <summary>A list of ConfigMaps with these names, at this version.</summary>
    public static Task ListAsync(HttpContext context, int version, params string[] names) => context.Response.WriteAsync(
        $$$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}"},"items":[{{{string.Join(',', names.Select(name => Item(name, version)))}}}]}""");

    /// <summary>A line of a watch.</summary>
    public static Task EventAsync(HttpContext context, string type, string about) =>
        context.Response.WriteAsync($$"""{"type":"{{type}}","object":{{about}}}""" + "\n");

    /// <summary>Leaves the watch open until the other end leaves.</summary>
    public static async Task StayAsync(HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public static string Item(string name, int version) => string.Create(
        CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"{{{name}}}","namespace":"n","uid":"{{{name}}}","resourceVersion":"{{{version}}}"}}""");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
