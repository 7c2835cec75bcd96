using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Speaks Gemini's chat: <c>generateContent</c> and <c>streamGenerateContent</c>.</summary>
/// <param name="newCallId">Makes ids for tool calls, to which older models give none.</param>
internal sealed class GeminiChat(Func<string> newCallId) : IChatAdapter
{
    public string StreamMediaType => SseAnswer.MediaType;

    public HttpRequestMessage CreateRequest(ChatCall call)
    {
        var model = GeminiModel.Of(call.Chat.Model);

        // Without alt=sse a streamed answer is one JSON array.
        var method = call.IsStreamed ? "streamGenerateContent?alt=sse" : "generateContent";
        return GeminiRequest.Post(call.Provider, call.Key, $"{model.Path}:{method}", GenerateContentWriter.Write(call, model));
    }

    public IAsyncEnumerable<StreamChatResponse> ReadStreamAsync(Stream answer, CancellationToken cancel) =>
        SseAnswer.ReadAsync(answer, new GenerateContentTranslator(newCallId), cancel);

    public IReadOnlyList<StreamChatResponse> ReadWhole(ReadOnlySpan<byte> answer)
    {
        var translator = new GenerateContentTranslator(newCallId);
        List<StreamChatResponse> steps = [];
        translator.Take(answer, steps);
        translator.End(steps);
        return steps;
    }
}
