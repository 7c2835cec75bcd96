using System.Net;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;
using static Text2Llm.Proxy.Tests.Switches.SwitchesFile;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary>What becomes of the calls under way when their provider is switched off.</summary>
public sealed class SwitchedStreamTests : IAsyncLifetime
{
    private const string Streamed = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SwitchesFile _file = new();
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _brokenOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await ProxyServer.StartAsync(("Switches:File", _file.Path));
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            try
            {
                await _goOn.Task.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                _brokenOff.SetResult();
                throw;
            }

            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("two", "stop"), ProviderServer.Done());
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Abort_OverHttp_EndsTheStreamWithAnErrorEventAndTheProvidersCall()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[ProviderServer.Chunk("one").Length], Cancel);

        await SwitchOffAsync("state: Disabled", "streams: abort", "reason: A leak.");

        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync(Cancel)).ShouldBe(
            """data: {"error":{"message":"Test provider is switched off here: A leak.","type":"server_error","param":null,"code":"PROVIDER_DISABLED"}}""" + "\n\n");
        await _brokenOff.Task.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Abort_OverGrpc_EndsTheCallWithItsReason()
    {
        using var channel = GrpcChannel.ForAddress(_proxy.Address);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(
            new StreamChatRequest
            {
                Model = "m", Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } } },
            },
            new Metadata
            {
                { "authorization", $"Bearer {_proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" }, { "x-provider-key", "sk-test" },
            },
            cancellationToken: Cancel);
        await call.ResponseStream.MoveNext(Cancel);

        await SwitchOffAsync("state: Disabled", "streams: abort");

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));
        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.ShouldBe("PROVIDER_DISABLED");
        await _brokenOff.Task.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Abort_BeforeTheFirstByte_IsAnErrorOfItsOwn()
    {
        _proxy.Provider.Answer = ProviderServer.NeverAnswerAsync;
        var call = SendAsync();
        await Eventually.BecomesTrueAsync(() => !_proxy.Provider.Requests.IsEmpty, () => "no request came");

        await SwitchOffAsync("state: Disabled", "streams: abort");

        using var response = await call;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("PROVIDER_DISABLED");
    }

    [Fact]
    public async Task Finish_LetsTheStreamComeToItsEnd_AndNoOtherBegin()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[10], Cancel);

        await SwitchOffAsync("state: Disabled", "streams: finish");
        using var refused = await SendAsync();
        _goOn.SetResult();

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync(Cancel)).ShouldEndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task Abort_AfterFinish_CutsWhatWasLeftToFinish()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[10], Cancel);

        await SwitchOffAsync("state: Disabled", "streams: finish", "reason: first");
        await SwitchOffAsync("state: Disabled", "streams: abort", "reason: second");

        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync(Cancel)).ShouldContain("switched off here: second");
    }

    [Fact]
    public async Task SwitchedOff_WhileTheBodyIsComing_IsRefusedAndNeverForwarded()
    {
        // The server asks for the body only after it has looked at the headers, and so at the switch.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Patience };
        using var client = new HttpClient(handler) { BaseAddress = _proxy.Address };
        using var body = new HeldContent(Streamed);
        using var request = _proxy.Request("");
        request.Content = body;
        request.Headers.ExpectContinue = true;

        var call = client.SendAsync(request, Cancel);
        await body.AskedFor.WaitAsync(Patience, Cancel);
        await SwitchOffAsync("Disabled");
        body.Release();

        using var response = await call;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _proxy.Provider.Requests.ShouldBeEmpty();
        await _proxy.SettledAsync("ada", 100_000);
    }

    private Task<HttpResponseMessage> SendAsync() =>
        _proxy.Client.SendAsync(_proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);

    private async Task SwitchOffAsync(params string[] lines)
    {
        var before = Changes();
        _file.Write(Manifest("test", lines));
        await Eventually.BecomesTrueAsync(() => Changes() > before, () => "the switch took no effect");
    }

    private int Changes() => _proxy.Log.Split("test is switched off by").Length;

    /// <summary>A body that is held back until the test lets it go.</summary>
    private sealed class HeldContent(string text) : HttpContent
    {
        private readonly TaskCompletionSource _askedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task AskedFor => _askedFor.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _askedFor.SetResult();
            await _released.Task.WaitAsync(Patience);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = text.Length;
            return true;
        }
    }
}
