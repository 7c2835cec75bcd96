using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Answers;

/// <summary>Why a model stopped, in OpenAI's words and those of its followers.</summary>
internal static class FinishReasons
{
    /// <summary>The reason; <see cref="FinishReason.Unspecified"/> for a word that is not known.</summary>
    /// <exception cref="ProviderFaultException">The word says that the answer broke off.</exception>
    public static FinishReason Read(string word) => word switch
    {
        "stop" or "eos" or "end_turn" => FinishReason.Stop,
        "length" or "model_length" or "max_tokens" => FinishReason.Length,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        "content_filter" => FinishReason.ContentFilter,
        "error" or "abort" or "insufficient_system_resource" => throw new ProviderFaultException($"The provider broke the answer off: {word}."),
        _ => FinishReason.Unspecified,
    };
}
