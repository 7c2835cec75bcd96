using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Text2Llm.TestServers;

/// <summary>Google's Gemini API as a real HTTP server: refuses what Google refuses, and otherwise answers as a test tells it to.</summary>
public sealed partial class GeminiServer : IAsyncDisposable
{
    /// <summary>A key that it takes.</summary>
    public const string Key = "AIzaSyTest-key_1";

    /// <summary>Another key that it takes.</summary>
    public const string OtherKey = "AIzaSyTest-key_2";

    private readonly WebApplication _app;

    private GeminiServer(WebApplication app) => _app = app;

    /// <summary>What it answers with; a friendly word, two models or a vector until a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = AnswerFriendlyAsync;

    /// <summary>Every request that came.</summary>
    public ConcurrentQueue<ProviderRequest> Requests { get; } = new();

    /// <summary>The base address of its API.</summary>
    public string BaseAddress => new Uri(LoopbackServer.AddressesOf(_app)[0], "v1beta").ToString();

    /// <summary>Starts it.</summary>
    public static async Task<GeminiServer> StartAsync()
    {
        GeminiServer? server = null;
        var app = await LoopbackServer.StartAsync(app => app.Map("/{**path}", context => server!.HandleAsync(context)));
        return server = new GeminiServer(app);
    }

    /// <summary>Answers a stream with these events, each sent on its own, with the line ends that Google sends.</summary>
    public static Task AnswerStreamAsync(HttpContext context, params IEnumerable<string> events) =>
        ProviderServer.AnswerStreamAsync(context, events.Select(data => Encoding.UTF8.GetBytes($"data: {data}\r\n\r\n")));

    /// <summary>Answers with an error in Google's form.</summary>
    public static Task AnswerErrorAsync(HttpContext context, int code, string status, string message) => ProviderServer.AnswerJsonAsync(
        context, $$$"""{"error":{"code":{{{code}}},"message":{{{System.Text.Json.JsonSerializer.Serialize(message)}}},"status":"{{{status}}}"}}""", code);

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerFriendlyAsync(HttpContext context)
    {
        const string Hello = """{"candidates":[{"content":{"parts":[{"text":"Hello."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":3,"totalTokenCount":14},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""";
        var path = context.Request.Path.Value!;
        return path.EndsWith(":streamGenerateContent", StringComparison.Ordinal) ? AnswerStreamAsync(context, Hello)
            : path.EndsWith(":generateContent", StringComparison.Ordinal) ? ProviderServer.AnswerJsonAsync(context, Hello)
            : path.EndsWith(":batchEmbedContents", StringComparison.Ordinal)
                ? ProviderServer.AnswerJsonAsync(context, """{"embeddings":[{"values":[0.5,-1.25,0.013]}]}""")
                : ProviderServer.AnswerJsonAsync(
                    context,
                    """
                    {"models":[
                      {"name":"models/gemini-2.5-pro","displayName":"Gemini 2.5 Pro","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"],"thinking":true},
                      {"name":"models/gemini-2.5-flash","displayName":"Gemini 2.5 Flash","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent"]},
                      {"name":"models/gemini-embedding-001","inputTokenLimit":2048,"outputTokenLimit":1,"supportedGenerationMethods":["embedContent"]},
                      {"name":"models/imagen-4","displayName":"Imagen","supportedGenerationMethods":["predict"]}]}
                    """);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new ProviderRequest(
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray())
        {
            Method = context.Request.Method,
            Path = context.Request.Path + context.Request.QueryString,
        };
        Requests.Enqueue(request);
        try
        {
            await (Refusal(request) is { } refusal ? AnswerErrorAsync(context, 400, "INVALID_ARGUMENT", refusal) : Answer(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left, which is what some tests are about.
        }
    }

    /// <summary>What Google would say against a request; null where it would answer.</summary>
    private static string? Refusal(ProviderRequest request)
    {
        if (!request.Headers.TryGetValue("x-goog-api-key", out var key) || key is not (Key or OtherKey) || request.Headers.ContainsKey("authorization"))
        {
            return "API key not valid. Please pass a valid API key.";
        }

        if (request is { Method: "GET", Path: "/v1beta/models?pageSize=1000" })
        {
            return null;
        }

        if (request.Method != "POST" || Call().Match(request.Path) is not { Success: true } call)
        {
            return $"No such method: {request.Method} {request.Path}";
        }

        return request.Headers["content-type"] != "application/json"
            ? "The body must be application/json."
            : GeminiRules.Mistake(call.Groups["method"].Value, call.Groups["model"].Value, request.Json);
    }

    [GeneratedRegex(@"^/v1beta/(?<model>models/[a-z0-9.-]+):(?<method>generateContent|streamGenerateContent|batchEmbedContents)(?<query>(\?alt=sse)?)$")]
    private static partial Regex Call();
}
