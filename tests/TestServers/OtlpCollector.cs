using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Text2Llm.TestServers;

/// <summary>A collector of telemetry: a real HTTP server that takes OTLP as protobuf and keeps what comes.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _received;

    private OtlpCollector(WebApplication app, ConcurrentDictionary<string, string> received) => (_app, _received) = (app, received);

    /// <summary>The settings by which a service sends everything here.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", LoopbackServer.AddressesOf(_app)[0].ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
    ];

    /// <summary>Starts it.</summary>
    public static async Task<OtlpCollector> StartAsync()
    {
        var received = new ConcurrentDictionary<string, string>();
        var app = await LoopbackServer.StartAsync(app => app.MapPost("/v1/{signal}", async (HttpContext context, string signal) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var text = Encoding.UTF8.GetString(body.ToArray());
            received.AddOrUpdate(signal, text, (_, before) => before + text);
            context.Response.ContentType = "application/x-protobuf";
        }));
        return new OtlpCollector(app, received);
    }

    /// <summary>Everything of one signal (<c>traces</c>, <c>metrics</c>, <c>logs</c>): its strings stand in it as they are.</summary>
    public string Received(string signal) => _received.GetValueOrDefault(signal, "");

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
