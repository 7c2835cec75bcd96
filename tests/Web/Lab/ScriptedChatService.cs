using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Web.Tests.Lab;

/// <summary>The chat service, doing as its script says.</summary>
internal sealed class ScriptedChatService(ChatScript script) : ChatService.ChatServiceBase
{
    public override Task<ListProvidersResponse> ListProviders(ListProvidersRequest request, ServerCallContext context)
    {
        Authorize(context);
        return Task.FromResult(new ListProvidersResponse { Providers = { script.Providers } });
    }

    public override Task StreamChat(
        StreamChatRequest request, IServerStreamWriter<StreamChatResponse> responseStream, ServerCallContext context)
    {
        script.Calls.Enqueue((request, context.RequestHeaders));
        Authorize(context);
        return script.Answer(responseStream, context);
    }

    private void Authorize(ServerCallContext context)
    {
        var token = context.RequestHeaders.GetValue("authorization")?["Bearer ".Length..];
        if (token is null || script.RefusedTokens.Contains(token))
        {
            throw ChatScript.Refusal(StatusCode.Unauthenticated, "UNAUTHENTICATED");
        }
    }
}
