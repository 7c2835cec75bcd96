using System.Net;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Tests.Failures;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>gRPC messages at the limit and beyond: refused with the reason, before they are read, however large they are.</summary>
public sealed class OversizedMessageTests : IAsyncLifetime
{
    private const int Limit = 128 * 1024;

    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task OfExactlyTheLimit_Passes(GrpcWebMode? mode)
    {
        using var channel = Channel(mode);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(ChatOf(Limit), Headers(), cancellationToken: Cancel);

        (await call.ResponseStream.ReadAllAsync(Cancel).ToListAsync(Cancel))[^1].Completion.FinishReason.ShouldBe(FinishReason.Stop);
    }

    [Theory]
    [InlineData(null, Limit + 1)]
    [InlineData(null, 8 * Limit)]
    [InlineData(null, 64 * 1024 * 1024)]
    [InlineData(GrpcWebMode.GrpcWeb, Limit + 1)]
    [InlineData(GrpcWebMode.GrpcWeb, 8 * Limit)]
    [InlineData(GrpcWebMode.GrpcWebText, Limit + 1)]
    [InlineData(GrpcWebMode.GrpcWebText, 8 * Limit)]
    public async Task OverTheLimit_IsRefusedWithTheReason(GrpcWebMode? mode, int bytes)
    {
        using var channel = Channel(mode);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(ChatOf(bytes), Headers(), cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.ShouldBe("PAYLOAD_TOO_LARGE");
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task OfEveryService_IsRefusedWithTheReason()
    {
        using var channel = Channel(null);
        var text = new string('a', Limit);
        var embed = new ChatService.ChatServiceClient(channel).EmbedAsync(
            new EmbedRequest { Model = "m", Inputs = { text } }, Headers(), cancellationToken: Cancel).ResponseAsync;
        var search = new ToolService.ToolServiceClient(channel).SearchAsync(
            new SearchRequest { Query = text }, Headers(), cancellationToken: Cancel).ResponseAsync;

        foreach (var call in (Task[])[embed, search])
        {
            var failure = await Should.ThrowAsync<RpcException>(call);
            failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.ShouldBe("PAYLOAD_TOO_LARGE");
        }
    }

    [Fact]
    public async Task Compressed_IsNotTakenAtAll()
    {
        using var channel = Channel(null);
        var headers = Headers();
        headers.Add("grpc-internal-encoding-request", "gzip");
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(ChatOf(Limit), headers, cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
        _proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task OverTheLimit_WithoutAToken_IsUnauthenticatedFirst()
    {
        using var channel = Channel(null);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(ChatOf(2 * Limit), cancellationToken: Cancel);

        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private static StreamChatRequest ChatOf(int bytes)
    {
        var part = new ContentPart { Text = new string('a', bytes) };
        var chat = new StreamChatRequest { Model = "m", Messages = { new ChatMessage { Role = Role.User, Parts = { part } } } };
        part.Text = part.Text[..(bytes - (((IMessage)chat).CalculateSize() - bytes))];
        chat.CalculateSize().ShouldBe(bytes);
        return chat;
    }

    private Metadata Headers() => Call.HeadersOf(_proxy, "test", "sk-test");

    private GrpcChannel Channel(GrpcWebMode? mode) => GrpcChannel.ForAddress(_proxy.Address, mode is { } web
        ? new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(web, new SocketsHttpHandler()), HttpVersion = HttpVersion.Version11 }
        : new GrpcChannelOptions());
}
