using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>A server of the web, a real one: it keeps what it was asked, and answers every path as a test tells it to.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _callerLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebServer(WebApplication app) => _app = app;

    /// <summary>What it answers with; a short page until a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => AnswerAsync(context, "text/html", "<title>A page</title><p>Good day.");

    /// <summary>Every request that came: its method and address, headers and body.</summary>
    public ConcurrentQueue<(string Line, ProviderRequest Request)> Requests { get; } = new();

    /// <summary>Its address, ending in a slash.</summary>
    public Uri Address => LoopbackServer.AddressesOf(_app)[0];

    /// <summary>Completes when a caller breaks a request off.</summary>
    public Task CallerLeft => _callerLeft.Task;

    /// <summary>Starts it on one of the machine's own addresses.</summary>
    public static async Task<WebServer> StartAsync(string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0));
        var server = new WebServer(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers with a text.</summary>
    public static Task AnswerAsync(HttpContext context, string? contentType, string body, int status = StatusCodes.Status200OK) =>
        AnswerAsync(context, contentType, System.Text.Encoding.UTF8.GetBytes(body), status);

    /// <summary>Answers with bytes.</summary>
    public static async Task AnswerAsync(HttpContext context, string? contentType, byte[] body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}", new ProviderRequest(headers, body.ToArray())));
        await using var registration = context.RequestAborted.Register(() => _callerLeft.TrySetResult());
        try
        {
            await Answer(context);
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller left, which is what some tests are about.
        }
    }
}
