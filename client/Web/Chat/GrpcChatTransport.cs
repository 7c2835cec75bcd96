using System.Runtime.CompilerServices;
using Grpc.Core;
using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using Event = Text2Llm.Protos.V1.StreamChatResponse.EventOneofCase;

namespace Text2Llm.Web.Chat;

/// <summary>Carries chats to the installation's ChatService over gRPC-Web.</summary>
internal sealed class GrpcChatTransport(ChatService.ChatServiceClient client, AuthorizedCalls calls) : IChatTransport
{
    /// <inheritdoc />
    public async IAsyncEnumerable<ChatEvent> StreamAsync(
        ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = await calls.RunAsync((headers, cancellation) => OpenAsync(request, headers, cancellation), cancellationToken);
        using var call = opened.Call;
        for (var more = opened.HasFirst; more; more = await NextAsync(call, cancellationToken))
        {
            if (ToEvent(call.ResponseStream.Current) is { } step)
            {
                yield return step;
            }
        }
    }

    // A call is open once its first message is there: a refusal comes instead of it.
    private async Task<(AsyncServerStreamingCall<StreamChatResponse> Call, bool HasFirst)> OpenAsync(
        ChatRequest request, Metadata headers, CancellationToken cancellationToken)
    {
        headers.Add("x-provider", request.Target.Provider);
        if (request.Target.Key is { } key)
        {
            headers.Add("x-provider-key", key);
        }

        var call = client.StreamChat(ChatWire.ToProto(request), new CallOptions(headers, cancellationToken: cancellationToken));
        try
        {
            return (call, await call.ResponseStream.MoveNext(cancellationToken));
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private static async Task<bool> NextAsync(
        AsyncServerStreamingCall<StreamChatResponse> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellationToken);
        }
        catch (RpcException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = RpcFailure.From(failed);

            // It was reached, or there would be no answer to break off.
            throw new ChatFailedException(
                failure.Reason is ChatFailureReasons.NetworkUnreachable or ChatFailureReasons.Unknown
                    ? failure with { Reason = ChatFailureReasons.AnswerInterrupted }
                    : failure,
                failed);
        }
    }

    private static ChatEvent? ToEvent(StreamChatResponse response) => response.EventCase switch
    {
        Event.TextDelta => new Agent.Chats.TextDelta(response.TextDelta.Text),
        Event.Completion => ChatWire.FromProto(response.Completion),

        // A newer service's event that this page does not know.
        _ => null,
    };
}
