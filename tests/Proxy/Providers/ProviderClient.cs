using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Providers;

/// <summary>Chats with one provider through a proxy, over gRPC.</summary>
internal static class ProviderClient
{
    public static async Task<List<StreamChatResponse>> ChatAsync(
        this ProxyServer proxy, string provider, string key, StreamChatRequest chat, string? unsupported = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var headers = new Metadata
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", provider }, { "x-provider-key", key },
        };
        if (unsupported is not null)
        {
            headers.Add("x-unsupported", unsupported);
        }

        using var channel = GrpcChannel.ForAddress(proxy.Address);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(chat, headers, cancellationToken: cancel);
        return await call.ResponseStream.ReadAllAsync(cancel).ToListAsync(cancel);
    }
}
