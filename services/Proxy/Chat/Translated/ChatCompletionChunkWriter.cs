using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Writes an answer as the server-sent events of OpenAI's streamed chat completions.</summary>
/// <param name="answer">Writes what all of its documents share.</param>
/// <param name="tellsUsage">Whether the caller asked for the usage chunk.</param>
internal sealed class ChatCompletionChunkWriter(ChatCompletionWriter answer, bool tellsUsage)
{
    private bool _begun;

    /// <summary>The events of one step; those of the completion end the stream.</summary>
    public ReadOnlyMemory<byte> Write(StreamChatResponse step)
    {
        using var events = new MemoryStream();
        WriteEvent(events, Chunk(step));
        if (step.Completion is { } completion)
        {
            if (tellsUsage)
            {
                WriteEvent(events, answer.Write("chat.completion.chunk", completion.Model, json =>
                {
                    json.WriteStartArray("choices");
                    json.WriteEndArray();
                    ChatCompletionWriter.WriteUsage(json, completion.Usage);
                }));
            }

            WriteEvent(events, "[DONE]"u8.ToArray());
        }

        return events.ToArray();
    }

    private ReadOnlyMemory<byte> Chunk(StreamChatResponse step) =>
        answer.Write("chat.completion.chunk", step.Completion?.Model ?? "", json =>
        {
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            if (!_begun)
            {
                // The first delta says who speaks: clients wait for it.
                json.WriteString("role", "assistant");
                _begun = true;
            }

            MessageWriter.WriteDelta(json, step);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", step.Completion is { } completion ? ChatCompletionWriter.ReasonOf(completion) : null);
            json.WriteEndObject();
            json.WriteEndArray();
            if (tellsUsage)
            {
                json.WriteNull("usage");
            }
        });

    private static void WriteEvent(MemoryStream events, ReadOnlyMemory<byte> data)
    {
        events.Write("data: "u8);
        events.Write(data.Span);
        events.Write("\n\n"u8);
    }
}
