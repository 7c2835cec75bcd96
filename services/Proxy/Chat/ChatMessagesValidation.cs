using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat;

/// <summary>Finds the mistakes in a chat's messages.</summary>
internal static class ChatMessagesValidation
{
    /// <summary>Each mistake as a sentence that names its place.</summary>
    public static IEnumerable<ChatMistake> Mistakes(StreamChatRequest chat)
    {
        if (chat.Messages.Count == 0)
        {
            yield return new("messages", " is empty; send at least one.");
        }

        HashSet<string> calls = [];
        for (var index = 0; index < chat.Messages.Count; index++)
        {
            var message = chat.Messages[index];
            var place = $"messages[{index}]";
            if (message.Role is not (Role.System or Role.User or Role.Assistant or Role.Tool))
            {
                yield return new($"{place}.role", " is not one of SYSTEM, USER, ASSISTANT, TOOL.");
                continue;
            }

            if (message.Parts.Count == 0)
            {
                yield return new($"{place}.parts", " is empty; send at least one.");
            }

            for (var part = 0; part < message.Parts.Count; part++)
            {
                if (Mistake(message.Role, message.Parts[part], calls) is { } mistake)
                {
                    yield return new(place, $", part {part}, {mistake}");
                }
            }
        }
    }

    private static string? Mistake(Role role, ContentPart part, HashSet<string> calls) => (part.ContentCase, role) switch
    {
        (ContentPart.ContentOneofCase.Text, Role.System or Role.User or Role.Assistant) => null,
        (ContentPart.ContentOneofCase.Image, Role.User) => Mistake(part.Image),
        (ContentPart.ContentOneofCase.Thinking, Role.Assistant) => null,
        (ContentPart.ContentOneofCase.ToolCall, Role.Assistant) => Mistake(part.ToolCall, calls),
        (ContentPart.ContentOneofCase.ToolResult, Role.Tool) => Mistake(part.ToolResult, calls),
        (ContentPart.ContentOneofCase.None, _) => "is empty.",
        (var content, _) => $"is of the kind {content}, which no message of the role {role} has.",
    };

    private static string? Mistake(Image image) => image.SourceCase switch
    {
        Image.SourceOneofCase.Data when !image.MediaType.StartsWith("image/", StringComparison.Ordinal)
            => "has a picture without its media_type, for instance image/png.",
        Image.SourceOneofCase.Data when image.Data.IsEmpty => "has a picture without data.",
        Image.SourceOneofCase.Url when !Uri.TryCreate(image.Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps
            => "has a picture whose address is not an https one.",
        Image.SourceOneofCase.None => "has a picture with neither data nor address.",
        _ => null,
    };

    private static string? Mistake(ToolCall call, HashSet<string> calls)
    {
        if (call.Id.Length == 0 || call.Name.Length == 0)
        {
            return "is a tool call without id or name.";
        }

        return calls.Add(call.Id) ? null : "is a tool call whose id another one has.";
    }

    private static string? Mistake(ToolResult result, HashSet<string> calls) => calls.Contains(result.ToolCallId)
        ? result.Images.Select(Mistake).FirstOrDefault(mistake => mistake is not null)
        : "is the result of a tool call that no message before it has.";
}
