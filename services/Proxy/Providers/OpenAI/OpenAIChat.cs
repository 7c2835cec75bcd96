using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI.Answers;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Speaks OpenAI's chat completions, which many providers take, each in its own dialect.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="newCallId">Makes an id for a tool call that came without one.</param>
internal sealed class OpenAIChat(OpenAIDialect dialect, Func<string> newCallId) : IChatAdapter
{
    private readonly OpenAIPassage _passage = new(dialect);

    public string StreamMediaType => SseAnswer.MediaType;

    public HttpRequestMessage CreateRequest(ChatCall call) =>
        _passage.CreateRequest(call.Provider, call.Key, "chat/completions", ChatCompletionRequestWriter.Write(call, dialect));

    public IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel) =>
        SseAnswer.ReadAsync(answer, new ChatCompletionTranslator(newCallId), cancel);

    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer) => new ChatCompletionTranslator(newCallId).ReadWhole(answer);
}
