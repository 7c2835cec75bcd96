using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits;
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
    public static TranslatedRequest Read(ReadOnlySpan<byte> body, UnsupportedFields unsupported) =>
        MalformedBody.Judge(body, bytes => Read(new JsonField("", JsonElement.Parse(bytes)), unsupported));

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
                    tellsUsage = ReadTellsUsage(field, unsupported);
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

    private static bool ReadTellsUsage(JsonField options, UnsupportedFields unsupported)
    {
        var tells = false;
        foreach (var (name, option) in options.Fields())
        {
            if (name == "include_usage")
            {
                tells = option.Flag();
            }
            else if (option.Value.ValueKind != JsonValueKind.False)
            {
                unsupported.Add(option.Path);
            }
        }

        return tells;
    }
}
