using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Speaks Anthropic's Messages: <c>POST /messages</c>.</summary>
internal sealed class AnthropicChat : IChatAdapter
{
    public string StreamMediaType => SseAnswer.MediaType;

    public HttpRequestMessage CreateRequest(ChatCall call) => AnthropicRequest.Create(
        HttpMethod.Post, call.Provider.AddressOf(call.Key, "messages"), call.Key, MessagesRequestWriter.Write(call));

    public IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel) =>
        SseAnswer.ReadAsync(answer, new MessageTranslator(), cancel);

    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer)
    {
        List<StreamChatResponse> steps = [];
        new MessageTranslator().TakeWhole(answer, steps);
        return steps;
    }
}
