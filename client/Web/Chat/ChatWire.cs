using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using FinishReason = Text2Llm.Agent.Chats.FinishReason;
using TokenUsage = Text2Llm.Agent.Chats.TokenUsage;

namespace Text2Llm.Web.Chat;

/// <summary>Chats as the services write them.</summary>
internal static class ChatWire
{
    /// <summary>The largest request that a service takes, unless its installation says otherwise.</summary>
    public const int MaxRequestBytes = 128 * 1024;

    /// <summary>How large a chat is when sent.</summary>
    public static int SizeOf(ChatRequest request) => ToProto(request).CalculateSize();

    public static StreamChatRequest ToProto(ChatRequest request)
    {
        var proto = new StreamChatRequest { Model = request.Target.Model };
        foreach (var message in request.Messages)
        {
            proto.Messages.Add(new Protos.V1.ChatMessage
            {
                Role = message.Role is ChatRole.User ? Role.User : Role.Assistant,
                Parts = { new ContentPart { Text = message.Text } },
            });
        }

        return proto;
    }

    public static Completed FromProto(Completion completion) => new(
        completion.FinishReason switch
        {
            Protos.V1.FinishReason.Stop => FinishReason.Stop,
            Protos.V1.FinishReason.Length => FinishReason.Length,
            Protos.V1.FinishReason.ContentFilter => FinishReason.ContentFilter,
            _ => FinishReason.Unspecified,
        },
        completion.Model,
        completion.Usage is { } usage ? new TokenUsage(usage.InputTokens, usage.OutputTokens, usage.Estimated) : null);
}
