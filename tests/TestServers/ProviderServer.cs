using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Text2Llm.TestServers;

/// <summary>A provider that speaks OpenAI's wire format: a real HTTP server, which answers as a test tells it to.</summary>
public sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _callerLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProviderServer(WebApplication app)
    {
        _app = app;
        Answer = context => Requests.Last().Json.TryGetProperty("stream", out var stream) && stream.GetBoolean()
            ? AnswerStreamAsync(context, Chunk("Hello.", "stop"), UsageChunk(11, 3), Done())
            : AnswerJsonAsync(context, WholeAnswer("Hello."));
    }

    /// <summary>What it answers with; a friendly word, streamed or whole as it is asked, until a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; }

    /// <summary>Every request that came.</summary>
    public ConcurrentQueue<ProviderRequest> Requests { get; } = new();

    /// <summary>The base address of its API.</summary>
    public Uri BaseAddress => new(LoopbackServer.AddressesOf(_app)[0], "v1");

    /// <summary>Completes when a caller breaks a request off.</summary>
    public Task CallerLeft => _callerLeft.Task;

    /// <summary>Starts it.</summary>
    public static async Task<ProviderServer> StartAsync(IPAddress? address = null)
    {
        ProviderServer? server = null;
        var app = await LoopbackServer.StartAsync(app =>
        {
            app.MapPost("/v1/chat/completions", context => server!.HandleAsync(context));
            app.MapPost("/v1/embeddings", context => server!.HandleAsync(context));
        }, address);
        return server = new ProviderServer(app);
    }

    /// <summary>Answers with these bytes as server-sent events, each piece sent on its own.</summary>
    public static async Task AnswerStreamAsync(HttpContext context, params IEnumerable<byte[]> pieces)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>Answers with a JSON document.</summary>
    public static async Task AnswerJsonAsync(HttpContext context, string json, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Never answers; ends when the caller leaves.</summary>
    public static Task NeverAnswerAsync(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    /// <summary>One event of a streamed answer with this text.</summary>
    public static byte[] Chunk(string text, string? finishReason = null) => Event($$"""
        {"id":"c1","object":"chat.completion.chunk","model":"m-2026","choices":[{"index":0,"delta":{"content":{{System.Text.Json.JsonSerializer.Serialize(text)}}},"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]}
        """);

    /// <summary>The extra event that tells usage.</summary>
    public static byte[] UsageChunk(int promptTokens, int completionTokens) => Event($$$"""
        {"id":"c1","object":"chat.completion.chunk","model":"m-2026","choices":[],"usage":{"prompt_tokens":{{{promptTokens}}},"completion_tokens":{{{completionTokens}}}}}
        """);

    /// <summary>The event that ends a stream.</summary>
    public static byte[] Done() => Event("[DONE]");

    /// <summary>One event with this data.</summary>
    public static byte[] Event(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");

    /// <summary>A whole answer with this text, which cost 11 + 3 tokens.</summary>
    public static string WholeAnswer(string text) => $$$"""
        {"id":"c1","object":"chat.completion","model":"m-2026","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}}
        """;

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Requests.Enqueue(new ProviderRequest(
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray())
        {
            Method = context.Request.Method,
            Path = context.Request.Path + context.Request.QueryString,
        });
        await using var registration = context.RequestAborted.Register(() => _callerLeft.TrySetResult());
        try
        {
            await Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left, which is what some tests are about.
        }
    }
}
