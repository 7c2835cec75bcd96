using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// Speaks one provider's chat: turns the house's shape into that provider's request, and its answer, streamed or whole, into the house's
/// events. An adapter only translates; sending, time limits, retries, errors and metering are the same for all and are done elsewhere.
/// It keeps nothing between calls.
/// </summary>
internal interface IChatAdapter
{
    /// <summary>The media type of the provider's streamed answers, for instance <c>text/event-stream</c>.</summary>
    string StreamMediaType { get; }

    /// <summary>
    /// The chat as a request to the provider, made anew for each attempt. What the provider cannot honour is named to
    /// <see cref="ChatCall.Unsupported"/> and left out.
    /// </summary>
    HttpRequestMessage CreateRequest(ChatCall call);

    /// <summary>Reads a streamed answer: deltas as they come, then one completion, whose usage is unset where the provider gave none.</summary>
    /// <exception cref="ProviderFaultException">The provider told of an error, broke off, or sent what makes no sense.</exception>
    /// <exception cref="InvalidDataException">An event is larger than it may be.</exception>
    IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel);

    /// <summary>Reads an answer that came whole, into the same events: deltas that carry all there is, then one completion.</summary>
    /// <exception cref="ProviderFaultException">The provider told of an error, or sent what makes no sense.</exception>
    IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer);
}
