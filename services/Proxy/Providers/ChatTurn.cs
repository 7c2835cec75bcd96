using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>What one side says before the other speaks again, for providers whose conversations alternate between the person and the model.</summary>
/// <param name="IsModels">Whether the model says it; else the person, or what came of the model's tools.</param>
/// <param name="Parts">
/// What is said, in order, without empty text and thoughts without a seal; of the person's side the results of tools first.
/// </param>
internal sealed record ChatTurn(bool IsModels, IReadOnlyList<ContentPart> Parts)
{
    /// <summary>The turns of a chat, oldest first: its messages but for those of the system, neighbours of one side joined.</summary>
    public static IReadOnlyList<ChatTurn> Of(StreamChatRequest chat)
    {
        List<(bool IsModels, List<ContentPart> Parts)> turns = [];
        foreach (var message in chat.Messages.Where(message => message.Role != Role.System))
        {
            var isModels = message.Role == Role.Assistant;
            var said = message.Parts.Where(IsSayable);
            if (turns is [.., var last] && last.IsModels == isModels)
            {
                last.Parts.AddRange(said);
            }
            else
            {
                turns.Add((isModels, [.. said]));
            }
        }

        return [.. turns.Where(turn => turn.Parts.Count > 0).Select(turn => new ChatTurn(turn.IsModels, ResultsFirst(turn.Parts)))];
    }

    /// <summary>
    /// What the system says, in order. It holds for the whole conversation, wherever in it it was said, so it may stand before it.
    /// </summary>
    public static IReadOnlyList<string> SystemTexts(StreamChatRequest chat) =>
        [.. chat.Messages.Where(message => message.Role == Role.System).SelectMany(message => message.Parts)
            .Where(IsSayable).Select(part => part.Text)];

    private static IReadOnlyList<ContentPart> ResultsFirst(List<ContentPart> parts) =>
        [.. parts.OrderBy(part => part.ContentCase != ContentPart.ContentOneofCase.ToolResult)];

    /// <summary>Providers refuse empty text, and thoughts without a seal: those are another provider's.</summary>
    private static bool IsSayable(ContentPart part) => part.ContentCase switch
    {
        ContentPart.ContentOneofCase.Text => part.Text.Length > 0,
        ContentPart.ContentOneofCase.Thinking => part.Signature.Length > 0 || part.Thinking.RedactedData.Length > 0,
        _ => true,
    };
}
