using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Speaks OpenAI's chat completions, which many providers take.</summary>
internal sealed class OpenAIChat(IOpenAIPassage passage) : IChatAdapter
{
    public string StreamMediaType => SseAnswer.MediaType;

    public HttpRequestMessage CreateRequest(ChatCall call) =>
        passage.CreateRequest(
            call.Provider, call.Key, "chat/completions", ChatCompletionRequestWriter.Write(call.Chat, call.Provider.Options.StreamsUsage));

    public IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel) =>
        SseAnswer.ReadAsync(answer, new CompletionAssembler(), cancel);

    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer) => throw new NotImplementedException();
}
