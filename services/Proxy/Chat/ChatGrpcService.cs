using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Embeddings;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Models;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Chat;

/// <summary><c>ChatService</c>: the chat in the house's shape, over gRPC and gRPC-Web.</summary>
internal sealed class ChatGrpcService(
    ChatAdmission admission,
    ProviderCatalog providers,
    ModelList models,
    TranslatedEmbeddings embeddings,
    UpstreamConnections upstream,
    IOptions<ProxyOptions> options,
    TimeProvider time)
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
        if (request.CalculateSize() > options.Value.MaxRequestBytes)
        {
            throw new CallException(CallError.TooLarge(options.Value.MaxRequestBytes));
        }

        return embeddings.EmbedAsync(http, provider, key, request, UnsupportedFields.Of(http.Request), context.CancellationToken);
    }

    public override async Task StreamChat(
        StreamChatRequest request, IServerStreamWriter<StreamChatResponse> responseStream, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var (provider, key) = admission.Identify(http.Request);
        StreamChatRequestValidation.Check(request);
        var size = request.CalculateSize();
        if (size > options.Value.MaxRequestBytes)
        {
            throw new CallException(CallError.TooLarge(options.Value.MaxRequestBytes));
        }

        var timeLimit = options.Value.StreamTimeout;
        using var ticket = await admission.AdmitAsync(
            http, size, request.HasMaxOutputTokens ? request.MaxOutputTokens : null, choices: 1, timeLimit);
        using var call = new UpstreamCall(provider, key, timeLimit, time, context.CancellationToken);
        using var upstreamRequest = provider.Wire.Chat.CreateRequest(
            new ChatCall(provider, key, request, IsStreamed: true, UnsupportedFields.Of(http.Request)));
        using var answer = await call.SendAsync(upstream.Invoker, upstreamRequest);
        try
        {
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                throw new CallException((await ProviderErrorAnswer.ReadAsync(answer, key, call.Cancel)).ToCallError(provider));
            }

            ticket.Meter.Answered();
            await PassAsync(provider, answer, responseStream, ticket.Meter, call.Cancel);
        }
        catch (Exception failure) when (call.Explain(failure) is { } error)
        {
            throw new CallException(error, failure);
        }
    }

    private static async Task PassAsync(
        Provider provider,
        HttpResponseMessage answer,
        IServerStreamWriter<StreamChatResponse> caller,
        UsageMeter meter,
        CancellationToken cancel)
    {
        await using var source = await answer.Content.ReadAsStreamAsync(cancel);
        await foreach (var step in provider.Wire.Chat.ReadStreamAsync(source, cancel))
        {
            if (step.EventCase == StreamChatResponse.EventOneofCase.TextDelta)
            {
                meter.Written(step.TextDelta.Text.Length);
            }
            else
            {
                if (step.Completion.Usage is { } usage)
                {
                    meter.Reported(usage.InputTokens, usage.OutputTokens);
                }

                step.Completion.Usage = meter.Usage;
                meter.Completed();
            }

            await caller.WriteAsync(step, cancel);
        }
    }
}
