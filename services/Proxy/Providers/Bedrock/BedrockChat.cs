using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Speaks Amazon Bedrock's Converse, which is the same for the models of every maker.</summary>
internal sealed class BedrockChat(BedrockRequests requests) : IChatAdapter
{
    public string StreamMediaType => EventStreamAnswer.MediaType;

    public HttpRequestMessage CreateRequest(ChatCall call)
    {
        var path = BedrockModelPath.Of(call.Chat.Model, call.IsStreamed ? "converse-stream" : "converse");
        return requests.Create(
            HttpMethod.Post, call.Provider.AddressOf(call.Key, path), call.Provider, call.Key, ConverseRequestWriter.Write(call.Chat, call.Unsupported));
    }

    public IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel) =>
        EventStreamAnswer.ReadAsync(answer, new ConverseTranslator(), cancel);

    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer)
    {
        List<StreamChatResponse> steps = [];
        new ConverseTranslator().TakeWhole(answer, steps);
        return steps;
    }
}
