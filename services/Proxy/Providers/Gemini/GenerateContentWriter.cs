using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes a chat as the body of <c>generateContent</c>.</summary>
internal static class GenerateContentWriter
{
    /// <summary>The body, as UTF-8 JSON; what Gemini cannot honour is named to the call and left out.</summary>
    public static ReadOnlyMemory<byte> Write(ChatCall call, GeminiModel model) => GeminiBody.Write(json =>
    {
        var chat = call.Chat;
        new ContentsWriter(json, model, call.Unsupported).Write(chat);
        ToolsWriter.Write(json, chat);
        json.WriteStartObject("generationConfig");
        SamplingWriter.Write(json, chat, call.Unsupported);
        ResponseFormatWriter.Write(json, chat.ResponseFormat, call.Unsupported);
        ThinkingWriter.Write(json, chat.Reasoning, model, call.Unsupported);
        WriteImageDetail(json, chat, call.Unsupported);
        json.WriteEndObject();
        NameUnsupported(chat, call.Unsupported);
    });

    /// <summary>Gemini looks at all pictures of a request equally closely.</summary>
    private static void WriteImageDetail(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        var details = chat.Messages.SelectMany(message => message.Parts).SelectMany(ImagesOf)
            .Select(image => image.Detail is ImageDetail.Low or ImageDetail.High ? image.Detail : ImageDetail.Auto)
            .Distinct().ToList();
        switch (details)
        {
            case [ImageDetail.Low]:
                json.WriteString("mediaResolution", "MEDIA_RESOLUTION_LOW");
                break;
            case [ImageDetail.High]:
                json.WriteString("mediaResolution", "MEDIA_RESOLUTION_HIGH");
                break;
            case [_, _, ..]:
                unsupported.Add("image_url.detail");
                break;
        }
    }

    private static IEnumerable<Image> ImagesOf(ContentPart part) => part.ContentCase switch
    {
        ContentPart.ContentOneofCase.Image => [part.Image],
        ContentPart.ContentOneofCase.ToolResult => part.ToolResult.Images,
        _ => [],
    };

    private static void NameUnsupported(StreamChatRequest chat, UnsupportedFields unsupported)
    {
        if (chat is { HasParallelToolCalls: true, ParallelToolCalls: false })
        {
            unsupported.Add("parallel_tool_calls");
        }

        if (chat.EndUser.Length > 0)
        {
            unsupported.Add("user");
        }
    }
}
