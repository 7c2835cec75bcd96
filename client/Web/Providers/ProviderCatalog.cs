using Grpc.Core;
using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using Text2Llm.Web.Chat;

namespace Text2Llm.Web.Providers;

/// <summary>The providers of this installation.</summary>
internal sealed class ProviderCatalog(ChatService.ChatServiceClient client, AuthorizedCalls calls)
{
    /// <summary>Lists them, in the order of the installation's configuration.</summary>
    /// <exception cref="ChatFailedException">The list could not be had.</exception>
    public async Task<IReadOnlyList<Provider>> ListAsync(CancellationToken cancellationToken)
    {
        var response = await calls.RunAsync(
            async (headers, cancellation) =>
            {
                using var call = client.ListProvidersAsync(
                    new ListProvidersRequest(), new CallOptions(headers, cancellationToken: cancellation));
                return await call;
            },
            cancellationToken);
        return response.Providers;
    }
}
