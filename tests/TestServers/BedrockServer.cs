using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Text2Llm.TestServers;

/// <summary>A server of Amazon Bedrock's ConverseStream, which checks the signature of what came over the wire, and answers as a test tells it to.</summary>
public sealed class BedrockServer : IAsyncDisposable
{
    /// <summary>The region that requests have to be signed for.</summary>
    public const string Region = "eu-central-1";

    /// <summary>The one pair of keys that it takes.</summary>
    public const string Key = "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly WebApplication _app;

    private BedrockServer(WebApplication app) => _app = app;

    /// <summary>The messages that it answers with.</summary>
    public IReadOnlyList<byte[]> Messages { get; set; } = [];

    /// <summary>What it answers with in place of them; null for them.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>The requests that it took: their path as it came, and their body.</summary>
    public ConcurrentQueue<(string Path, JsonElement Body)> Requests { get; } = new();

    /// <summary>The base address of its API.</summary>
    public Uri BaseAddress => LoopbackServer.AddressesOf(_app)[0];

    /// <summary>Starts it.</summary>
    public static async Task<BedrockServer> StartAsync()
    {
        BedrockServer? server = null;
        var app = await LoopbackServer.StartAsync(app => app.Run(context => server!.HandleAsync(context)));
        return server = new BedrockServer(app);
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var received = new MemoryStream();
        await context.Request.Body.CopyToAsync(received, context.RequestAborted);
        var body = received.ToArray();
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.EndsWith($"Signature={Signature(context.Request, path, body)}", StringComparison.Ordinal))
        {
            await ProviderServer.AnswerJsonAsync(
                context,
                """{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."}""",
                StatusCodes.Status403Forbidden);
            return;
        }

        Requests.Enqueue((path, JsonSerializer.Deserialize<JsonElement>(body)));
        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        context.Response.ContentType = "application/vnd.amazon.eventstream";
        foreach (var message in Messages)
        {
            await context.Response.Body.WriteAsync(message, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>What the signature of the request has to be, by what came over the wire alone.</summary>
    private static string Signature(HttpRequest request, string path, byte[] body)
    {
        var (type, host, date) = (request.Headers.ContentType, request.Headers.Host, request.Headers["X-Amz-Date"].ToString());
        var escaped = path.Replace("%", "%25", StringComparison.Ordinal);
        var canonical = $"{request.Method}\n{escaped}\n\ncontent-type:{type}\nhost:{host}\nx-amz-date:{date}\n\n"
            + $"content-type;host;x-amz-date\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var (day, hash) = (date.Split('T')[0], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = Encoding.UTF8.GetBytes($"AWS4{Key.Split(':')[1]}");
        foreach (var part in (string[])[day, Region, "bedrock", "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{day}/{Region}/bedrock/aws4_request\n{hash}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
