using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>A provider of every wire format at once: it takes any path and any key, and answers as a test tells it to.</summary>
internal sealed class AnyProvider : IAsyncDisposable
{
    /// <summary>Chat completions, which pass untranslated over HTTP.</summary>
    public const string OpenAI = "openai-compatible";

    /// <summary>Anthropic's Messages.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Google's generateContent.</summary>
    public const string Gemini = "gemini";

    /// <summary>Amazon's Converse, whose answers are binary.</summary>
    public const string Bedrock = "bedrock";

    /// <summary>The wire formats, each also the name of a provider that speaks it.</summary>
    public static readonly string[] Wires = [OpenAI, Anthropic, Gemini, Bedrock];

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _callerLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AnyProvider(WebApplication app) => _app = app;

    /// <summary>What it answers with; nothing, for ever, until a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = ProviderServer.NeverAnswerAsync;

    /// <summary>The requests that came: their paths, as they were sent.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Completes when a caller breaks a request off.</summary>
    public Task CallerLeft => _callerLeft.Task;

    /// <summary>The settings by which a proxy knows it: as a provider of each wire format, named like it.</summary>
    public IEnumerable<(string Key, string Value)> Settings => Wires.SelectMany(wire => new[]
    {
        ($"Providers:{wire}:BaseUrl", LoopbackServer.AddressesOf(_app)[0].ToString()),
        ($"Providers:{wire}:Wire", wire),
        ($"Providers:{wire}:ModelsBaseUrl", ""),
        ($"Providers:{wire}:Region", "eu-central-1"),
    });

    public static async Task<AnyProvider> StartAsync()
    {
        AnyProvider? server = null;
        var app = await LoopbackServer.StartAsync(app => app.Run(context => server!.HandleAsync(context)));
        return server = new AnyProvider(app);
    }

    /// <summary>Begins a stream in the wire's format with this text, and leaves it open.</summary>
    public static async Task BeginAsync(HttpContext context, string wire, string text)
    {
        context.Response.ContentType = wire == Bedrock ? "application/vnd.amazon.eventstream" : "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
        await ProviderServer.AnswerStreamAsync(context, wire switch
        {
            Anthropic => Events(
                """{"type":"message_start","message":{"model":"m","usage":{"input_tokens":5,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}"""),
            Gemini => Events($$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"{{{text}}}"}]}}]}"""),
            Bedrock => EventStreamMessages.Event(
                "contentBlockDelta", $$$"""{"contentBlockIndex":0,"delta":{"text":"{{{text}}}"}}"""),
            _ => ProviderServer.Chunk(text),
        });
    }

    /// <summary>Events with this data.</summary>
    public static byte[] Events(params IEnumerable<string> data) => Encoding.UTF8.GetBytes(string.Concat(data.Select(one => $"data: {one}\n\n")));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
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
