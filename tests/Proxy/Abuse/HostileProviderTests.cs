using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Text2Llm.Proxy.Tests.Failures;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>Providers that send without end, or nothing, or what nobody asked for: each call ends with an error that says so.</summary>
public sealed class HostileProviderTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    public static TheoryData<Surface, string> Everywhere => [.. from surface in Enum.GetValues<Surface>()
        from wire in AnyProvider.Wires
        select (surface, wire)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _proxy = await ProxyServer.StartAsync([.. _provider.Settings, ("Proxy:StreamTimeout", "00:00:20")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task EndlessEvent_IsCutOff(Surface surface, string wire)
    {
        _provider.Answer = async context =>
        {
            await AnyProvider.BeginAsync(context, wire, "one");
            var prelude = new byte[12];
            BinaryPrimitives.WriteInt32BigEndian(prelude, int.MaxValue);
            await SendWithoutEndAsync(context, wire == AnyProvider.Bedrock ? prelude : "data: "u8.ToArray());
        };
        using var call = Call.Begin(_proxy, surface, wire);

        (await call.ToldAsync()).ShouldContain("PROVIDER_ERROR");
        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task EndlessWholeAnswer_IsCutOff(Surface surface, string wire)
    {
        _provider.Answer = context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.StatusCode = surface == Surface.Http && wire == AnyProvider.OpenAI ? 400 : 200;
            return SendWithoutEndAsync(context, "{\"error\":{\"message\":\""u8.ToArray());
        };
        using var call = Call.Begin(_proxy, surface, wire);

        var told = await call.ToldAsync();
        told.ShouldContain(surface == Surface.Http && wire == AnyProvider.OpenAI ? "400" : "PROVIDER_ERROR");
        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
    }

    [Theory]
    [InlineData(Surface.Http, AnyProvider.OpenAI)]
    [InlineData(Surface.Http, AnyProvider.Gemini)]
    [InlineData(Surface.Grpc, AnyProvider.OpenAI)]
    public async Task EndlessHeaders_AreCutOff(Surface surface, string wire)
    {
        _provider.Answer = context =>
        {
            for (var header = 0; header < 200; header++)
            {
                context.Response.Headers[$"x-{header}"] = new string('a', 1000);
            }

            return ProviderServer.AnswerJsonAsync(context, ProviderServer.WholeAnswer("Hello."));
        };
        using var call = Call.Begin(_proxy, surface, wire);

        (await call.ToldAsync()).ShouldContain("PROVIDER_UNREACHABLE");
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Theory]
    [InlineData(Surface.Http, AnyProvider.OpenAI, 200)]
    [InlineData(Surface.Http, AnyProvider.OpenAI, 400)]
    [InlineData(Surface.Http, AnyProvider.Anthropic, 200)]
    [InlineData(Surface.Grpc, AnyProvider.OpenAI, 200)]
    public async Task CompressedAnswer_IsNotUnpacked(Surface surface, string wire, int status)
    {
        string? asked = null;
        _provider.Answer = async context =>
        {
            asked = context.Request.Headers.AcceptEncoding;
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
            context.Response.Headers.ContentEncoding = "gzip";
            await using var bomb = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await bomb.WriteAsync(new byte[1024 * 1024], context.RequestAborted);
        };
        using var call = Call.Begin(_proxy, surface, wire);

        (await call.ToldAsync()).ShouldContain("compressed answer, for which it was not asked");
        asked.ShouldBeNullOrEmpty();
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Theory]
    [InlineData(Surface.Http)]
    [InlineData(Surface.Grpc)]
    [InlineData(Surface.GrpcWeb)]
    public async Task CallerWhoDoesNotRead_HoldsTheProviderBack(Surface surface)
    {
        // The system's buffers of the connection to the caller take some; with nobody to hold it back, far more would come in this time.
        const long Most = 100 * 1024 * 1024;
        var chunk = ProviderServer.Chunk(new string('a', 32 * 1024));
        _provider.Answer = async context =>
        {
            await AnyProvider.BeginAsync(context, AnyProvider.OpenAI, "one");
            while (true)
            {
                await ProviderServer.AnswerStreamAsync(context, chunk);
            }
        };
        await using var proxy = await ProxyServer.StartAsync([.. _provider.Settings, ("Proxy:StreamTimeout", "00:00:02")]);
        using var call = Call.Begin(proxy, surface, AnyProvider.OpenAI);
        await call.FirstAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);

        // What was taken from the provider is estimated at four letters a token.
        await Eventually.BecomesTrueAsync(() => proxy.UsageEvents.Count == 1, () => "no usage event came");
        (proxy.UsageEvents.Single().Usage.OutputTokens * 4).ShouldBeLessThan(Most);
    }

    private static async Task SendWithoutEndAsync(HttpContext context, byte[] beginning)
    {
        var more = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
        await context.Response.Body.WriteAsync(beginning, context.RequestAborted);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(more, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
