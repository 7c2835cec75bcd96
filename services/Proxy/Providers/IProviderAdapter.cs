using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// Speaks one provider's wire format: turns a chat into that provider's request, and its streamed answer into the house's events. An
/// adapter only translates; sending, time limits, errors and metering are the same for all and are done elsewhere.
/// </summary>
internal interface IProviderAdapter
{
    /// <summary>A chat in the house's shape as the provider's request, asking for a stream.</summary>
    HttpRequestMessage CreateRequest(Provider provider, string key, StreamChatRequest chat);

    /// <summary>An OpenAI chat completion as the provider's request, byte for byte.</summary>
    HttpRequestMessage CreateRequest(Provider provider, string key, ReadOnlyMemory<byte> chatCompletion);

    /// <summary>Reads the provider's streamed answer: text deltas as they come, then one completion.</summary>
    IAsyncEnumerable<StreamChatResponse> ReadAsync(Stream answer, CancellationToken cancel);
}
