using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>
/// Reads the body of OpenAI's <c>POST /chat/completions</c> into the house's shape. What that cannot carry is named as unsupported, unless it
/// asks for nothing.
/// </summary>
internal static class ChatCompletionReader
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="CallException">It is no chat completion; the message says where and why.</exception>
    public static TranslatedRequest Read(ReadOnlyMemory<byte> body, UnsupportedFields unsupported)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(new JsonField("", document.RootElement), unsupported);
        }
        catch (JsonException malformed)
        {
            throw new CallException(
                CallError.Invalid($"The body is not valid JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            throw new CallException(CallError.Invalid("The body holds text that is not valid Unicode."));
        }
    }

    private static TranslatedRequest Read(JsonField body, UnsupportedFields unsupported)
    {
        var chat = new StreamChatRequest();
        var (isStreamed, tellsUsage) = (false, false);
        foreach (var (name, field) in body.Fields())
        {
            switch (name)
            {
                case "stream":
                    isStreamed = field.Flag();
                    break;
                case "stream_options":
                    tellsUsage = field.Fields().Any(option => option.Name == "include_usage" && option.Field.Flag());
                    break;
                case "messages":
                    chat.Messages.AddRange(field.Items().Select(message => MessageReader.Read(message, unsupported)));
                    break;
                case "tools" or "tool_choice" or "parallel_tool_calls" or "response_format":
                    ToolsReader.Read(name, field, chat, unsupported);
                    break;
                default:
                    if (!SamplingReader.TryRead(name, field, chat, unsupported))
                    {
                        unsupported.Add(name);
                    }

                    break;
            }
        }

        return new TranslatedRequest(chat, isStreamed, tellsUsage);
    }
}
