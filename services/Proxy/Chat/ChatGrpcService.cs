using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Chat;

/// <summary><c>ChatService</c>: the chat in the house's shape, over gRPC and gRPC-Web.</summary>
internal sealed class ChatGrpcService(
    ChatAdmission admission, ProviderCatalog providers, UpstreamConnections upstream, IOptions<ProxyOptions> options, TimeProvider time)
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
        var size = request.CalculateSize();
        if (size > options.Value.MaxRequestBytes)
        {
            throw new CallException(CallError.TooLarge(options.Value.MaxRequestBytes));
        }

        var timeLimit = options.Value.StreamTimeout;
        using var ticket = await admission.AdmitAsync(
            http, size, request.HasMaxOutputTokens ? request.MaxOutputTokens : null, choices: 1, timeLimit);
        using var call = new UpstreamCall(provider, key, timeLimit, time, context.CancellationToken);
        var unsupported = UnsupportedFields.Of(http.Request);
        using var upstreamRequest = provider.Wire.Chat.CreateRequest(new ChatCall(provider, key, request, IsStreamed: true, unsupported));
        unsupported.Check(provider);
        using var answer = await call.SendAsync(upstream.Invoker, upstreamRequest);
        try
        {
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != provider.Wire.Chat.StreamMediaType)
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
            if (step.EventCase != StreamChatResponse.EventOneofCase.Completion)
            {
                meter.Written(WrittenLength(step));
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

    /// <summary>Characters that the model wrote in a step.</summary>
    private static int WrittenLength(StreamChatResponse step) => step.EventCase switch
    {
        StreamChatResponse.EventOneofCase.TextDelta => step.TextDelta.Text.Length,
        StreamChatResponse.EventOneofCase.ThinkingDelta => step.ThinkingDelta.Text.Length,
        StreamChatResponse.EventOneofCase.ToolCallDelta => step.ToolCallDelta.ArgumentsJson.Length,
        _ => 0,
    };
}
