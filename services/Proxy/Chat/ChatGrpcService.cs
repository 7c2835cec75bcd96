using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Embeddings;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Models;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;

namespace Text2Llm.Proxy.Chat;

/// <summary><c>ChatService</c>: the chat in the house's shape, over gRPC and gRPC-Web.</summary>
internal sealed class ChatGrpcService(
    CallAdmission admission,
    ChatExchange exchange,
    ProviderCatalog providers,
    ProviderSwitches switches,
    ModelList models,
    TranslatedEmbeddings embeddings)
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
            KeyForm = provider.Options.KeyForm,
            SuggestedModels = { provider.Options.SuggestedModels },
            Outage = OutageOf(provider.Id),
        }));
        return Task.FromResult(response);
    }

    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var response = new ListModelsResponse();
        response.Models.AddRange(await models.GetAsync(context.GetHttpContext(), context.CancellationToken));
        return response;
    }

    public override Task<EmbedResponse> Embed(EmbedRequest request, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var (provider, key) = admission.Identify(http.Request);
        return embeddings.EmbedAsync(http, provider, key, request, UnsupportedFields.Of(http.Request), CallRoute.GrpcEmbeddings, context.CancellationToken);
    }

    public override async Task StreamChat(
        StreamChatRequest request, IServerStreamWriter<StreamChatResponse> responseStream, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var (provider, key) = admission.Identify(http.Request);
        StreamChatRequestValidation.Check(request);
        await exchange.RunAsync(
            http,
            new ChatCall(provider, key, request, IsStreamed: true, UnsupportedFields.Of(http.Request)),
            CallRoute.GrpcChat,
            responseStream.WriteAsync,
            context.CancellationToken);
    }

    private ProviderOutage? OutageOf(string providerId) => switches.Find(providerId) is { } off
        ? new ProviderOutage { Reason = off.Reason, Until = off.Until?.ToTimestamp() }
        : null;
}
