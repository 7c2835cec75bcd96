using Text2Llm.Agent.Chats;

namespace Text2Llm.Web.Chat;

/// <summary>What to tell a person of a failed chat.</summary>
internal static class FailureSentence
{
    /// <summary>One sentence for people.</summary>
    /// <param name="reason">The failure's reason.</param>
    /// <param name="provider">The name of the provider that was asked.</param>
    public static string For(string reason, string provider) => reason switch
    {
        ChatFailureReasons.NetworkUnreachable => "This server cannot be reached. Check your connection, then try again.",
        ChatFailureReasons.AnswerInterrupted => "The connection broke before the answer was whole.",
        FailureReasons.InvalidRequest => "The request was not accepted.",
        FailureReasons.ProviderUnknown => $"{provider} is not available here. Choose another provider.",
        FailureReasons.ProviderDisabled => $"{provider} is switched off at the moment. Choose another provider, or try again later.",
        FailureReasons.ProviderKeyMissing => $"{provider} needs your key. Enter it above and try again.",
        FailureReasons.Unauthenticated => "Your session has ended. Sign in again to go on.",
        FailureReasons.IdentityUnavailable => "Your sign-in cannot be checked right now, so nothing was sent.",
        FailureReasons.PayloadTooLarge => "This chat has grown too long to send. Start a new one, or send a shorter message.",
        FailureReasons.RateLimited => "You have reached the limit of messages for now.",
        FailureReasons.QuotaExhausted => "This message does not fit into what is left of your tokens for today.",
        FailureReasons.QuotaUnavailable => "Your allowance cannot be checked right now, so nothing was sent.",
        FailureReasons.ProviderError => $"{provider} answered with an error.",
        FailureReasons.ProviderUnreachable => $"{provider} cannot be reached right now.",
        FailureReasons.ProviderTimeout => $"{provider} took too long to answer.",
        _ => "Something went wrong on the way.",
    };

    /// <summary>What the service itself said, where that tells a person more than the sentence does.</summary>
    public static string? Detail(ChatFailure failure) => failure.Reason switch
    {
        FailureReasons.InvalidRequest or FailureReasons.QuotaExhausted or FailureReasons.ProviderError or ChatFailureReasons.Unknown
            when !string.IsNullOrWhiteSpace(failure.Message) => failure.Message,
        _ => null,
    };
}
