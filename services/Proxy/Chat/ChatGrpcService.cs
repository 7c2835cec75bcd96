using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat;

/// <summary><c>ChatService</c>: the chat in the house's shape, over gRPC and gRPC-Web.</summary>
internal sealed class ChatGrpcService(
    ChatAdmission admission, ChatExchange exchange, ProviderCatalog providers, IOptions<ProxyOptions> options)
    : ChatService.ChatServiceBase
{
    public override Task<ListProvidersResponse> ListProviders(ListProvidersRequest request, ServerCallContext context)
    {
        var response = new ListProvidersResponse();
        response.Providers.AddRange(providers.All.Select(provider => new Protos.V1.Provider
        {
            Id = provider.Id,
            DisplayName = provider.DisplayName,
            KeyRequired = provider.Options.KeyRequired,
            KeyUrl = provider.Options.KeyUrl,
            SuggestedModels = { provider.Options.SuggestedModels },
        }));
        return Task.FromResult(response);
    }

    public override async Task StreamChat(
        StreamChatRequest request, IServerStreamWriter<StreamChatResponse> responseStream, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var (provider, key) = admission.Identify(http.Request);
        StreamChatRequestValidation.Check(request);
        if (request.CalculateSize() > options.Value.MaxRequestBytes)
        {
            throw new CallException(CallError.TooLarge(options.Value.MaxRequestBytes));
        }

        await exchange.RunAsync(
            http,
            new ChatCall(provider, key, request, IsStreamed: true, UnsupportedFields.Of(http.Request)),
            Routes.GrpcChat,
            responseStream.WriteAsync,
            context.CancellationToken);
    }
}
