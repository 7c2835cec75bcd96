using System.Net;
using System.Text;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>A caller's streamed chat with one message, <c>Hi</c>, on any of the proxy's surfaces.</summary>
internal sealed class Call : IDisposable
{
    private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly GrpcChannel? _channel;
    private readonly AsyncServerStreamingCall<StreamChatResponse>? _grpc;
    private readonly Task<HttpResponseMessage>? _http;

    private Call(ProxyServer proxy, Uri address, Surface surface, string provider, string key, string model)
    {
        if (surface == Surface.Http)
        {
            var request = proxy.Request($$$"""{"model":"{{{model}}}","stream":true,"messages":[{"role":"user","content":"Hi"}]}""", provider, key);
            request.RequestUri = new Uri(address, request.RequestUri!);
            _http = proxy.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _leaving.Token);
            return;
        }

        _channel = ChannelTo(address, surface);
        _grpc = new ChatService.ChatServiceClient(_channel).StreamChat(
            new StreamChatRequest
            {
                Model = model,
                Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } } },
            },
            HeadersOf(proxy, provider, key),
            cancellationToken: _leaving.Token);
    }

    /// <summary>Sends it.</summary>
    public static Call Begin(ProxyServer proxy, Surface surface, string provider, string key = "sk-1234567890:abcdefghij", string model = "m") =>
        new(proxy, proxy.Address, surface, provider, key, model);

    /// <summary>Sends it to a proxy in a process of its own.</summary>
    public static Call Begin(ProxyProcess proxy, ProxyServer neighbours, Surface surface, string provider, string key, string model = "m") =>
        new(neighbours, proxy.Address, surface, provider, key, model);

    /// <summary>A channel to the proxy.</summary>
    public static GrpcChannel ChannelTo(Uri address, Surface surface) => GrpcChannel.ForAddress(
        address,
        surface == Surface.Grpc
            ? new GrpcChannelOptions()
            : new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(new SocketsHttpHandler()), HttpVersion = HttpVersion.Version11 });

    /// <summary>The metadata of a call.</summary>
    public static Metadata HeadersOf(ProxyServer proxy, string provider, string key) => new()
    {
        { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", provider }, { "x-provider-key", key },
    };

    /// <summary>Waits until something of the answer is here.</summary>
    public async Task FirstAsync()
    {
        if (_grpc is not null)
        {
            (await _grpc.ResponseStream.MoveNext(_leaving.Token)).ShouldBeTrue();
            return;
        }

        var stream = await (await _http!).Content.ReadAsStreamAsync(_leaving.Token);
        (await stream.ReadAsync(new byte[1], _leaving.Token)).ShouldBe(1);
    }

    /// <summary>Leaves, as a browser does that is closed.</summary>
    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync();
        _grpc?.Dispose();
        if (_http is not null)
        {
            try
            {
                (await _http).Dispose();
            }
            catch (OperationCanceledException)
            {
                // Left before the answer began.
            }
        }
    }

    /// <summary>Everything that the caller is told: reason, status and text, in the form of the surface.</summary>
    public async Task<string> ToldAsync()
    {
        if (_http is not null)
        {
            using var response = await _http;
            return $"{(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync(_leaving.Token)}";
        }

        List<string> told = [];
        try
        {
            await foreach (var step in _grpc!.ResponseStream.ReadAllAsync(_leaving.Token))
            {
                told.Add($"{step}");
            }
        }
        catch (RpcException failure)
        {
            told.Add($"{failure.StatusCode} {failure.GetRpcStatus()?.GetDetail<ErrorInfo>()} {failure.Status.Detail}");
            told.AddRange(failure.Trailers.Select(entry => entry.IsBinary ? Encoding.UTF8.GetString(entry.ValueBytes) : entry.Value));
        }

        return string.Join('\n', told);
    }

    public void Dispose()
    {
        _grpc?.Dispose();
        _channel?.Dispose();
        _leaving.Dispose();
    }
}
