using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Text2Llm.TestServers;

/// <summary>A server of Anthropic's Messages, which refuses what the real one refuses, and answers as a test tells it to.</summary>
public sealed class AnthropicServer : IAsyncDisposable
{
    /// <summary>The one key that it takes.</summary>
    public const string Key = "sk-ant-test-0123456789";

    private readonly WebApplication _app;

    private AnthropicServer(WebApplication app) => _app = app;

    /// <summary>The data of the events that it answers with.</summary>
    public IReadOnlyList<string> Events { get; set; } = [];

    /// <summary>What it answers with in place of them; null for them.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>The bodies of the requests that it took.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    /// <summary>The base address of its API.</summary>
    public Uri BaseAddress => new(LoopbackServer.AddressesOf(_app)[0], "v1");

    /// <summary>Starts it.</summary>
    public static async Task<AnthropicServer> StartAsync()
    {
        AnthropicServer? server = null;
        var app = await LoopbackServer.StartAsync(app => app.MapPost("/v1/messages", context => server!.HandleAsync(context)));
        return server = new AnthropicServer(app);
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers["x-api-key"] != Key)
        {
            await RefuseAsync(context, 401, "authentication_error", $"invalid x-api-key {headers["x-api-key"]}");
            return;
        }

        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        if (Mistake(context.Request, body) is { } mistake)
        {
            await RefuseAsync(context, 400, "invalid_request_error", mistake);
            return;
        }

        Requests.Enqueue(body);
        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        await ProviderServer.AnswerStreamAsync(context, Events.Select(data =>
            Encoding.UTF8.GetBytes($"event: {JsonSerializer.Deserialize<JsonElement>(data).GetProperty("type")}\ndata: {data}\n\n")));
    }

    private static string? Mistake(HttpRequest request, JsonElement body)
    {
        if (request.Headers["anthropic-version"] != "2023-06-01")
        {
            return "anthropic-version: header is required";
        }

        if (request.ContentType != "application/json" || request.QueryString.HasValue)
        {
            return "a JSON body and no query are expected";
        }

        if (!body.TryGetProperty("max_tokens", out _) || !body.TryGetProperty("model", out _))
        {
            return "max_tokens: Field required";
        }

        var roles = body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()).ToList();
        return roles is not ["user", ..] || roles.Zip(roles.Skip(1)).Any(pair => pair.First == pair.Second)
            ? "messages: roles must alternate, and begin with the user"
            : null;
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, string message) => ProviderServer.AnswerJsonAsync(
        context, JsonSerializer.Serialize(new { type = "error", error = new { type, message } }), status);
}
