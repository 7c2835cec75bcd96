using Grpc.Core;
using Text2Llm.Agent.Chats;

namespace Text2Llm.Web.Chat;

/// <summary>What a failed call says of why it failed.</summary>
internal static class RpcFailure
{
    /// <summary>Whether the caller's token was refused, and a new one may help.</summary>
    public static bool IsTokenRefused(RpcException exception) =>
        exception.StatusCode is StatusCode.Unauthenticated
        && (StatusDetails.From(exception.Trailers)?.Reason ?? FailureReasons.Unauthenticated) is FailureReasons.Unauthenticated;

    public static ChatFailure From(RpcException exception)
    {
        // The browser says no more of a call that reached nobody than that fetching failed.
        if (exception.Status.DebugException is HttpRequestException or IOException)
        {
            return new ChatFailure(ChatFailureReasons.NetworkUnreachable, "");
        }

        var details = StatusDetails.From(exception.Trailers);
        var reason = details?.Reason ?? exception.StatusCode switch
        {
            StatusCode.Unauthenticated => FailureReasons.Unauthenticated,
            StatusCode.Unavailable => ChatFailureReasons.NetworkUnreachable,
            _ => ChatFailureReasons.Unknown,
        };
        return new ChatFailure(reason, exception.Status.Detail, details?.RetryAfter);
    }
}
