using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Chats;

/// <summary>The rules of a conversation.</summary>
internal static class TurnOrder
{
    /// <summary>
    /// The first rule that a conversation breaks, or null. Roles are known; no turn is empty, but a tool's answer may be, and a turn that calls
    /// tools or shows an image; the system speaks first or not at all; then the user and the assistant take turns, the user first and the
    /// assistant last; a tool's turns follow an assistant's, and every call has one, unless the conversation ends with it.
    /// </summary>
    public static Drop? Check(IReadOnlyList<RecordPart> turns)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            var turn = turns[i];
            if (turn.Role == ChatRole.None)
            {
                return new Drop(ChatReasons.UnknownRole, $"turn {i + 1} has an unknown role");
            }

            if (IsEmpty(turn))
            {
                return new Drop(ChatReasons.EmptyTurn, $"turn {i + 1} ({Name(turn.Role)}) is empty");
            }

            if (turn.Role == ChatRole.System && i > 0)
            {
                return new Drop(ChatReasons.SystemNotFirst, $"turn {i + 1} is the system's");
            }
        }

        return Alternation(turns) ?? Ends(turns) ?? Calls(turns);
    }

    /// <summary>Whether a turn says nothing where something is needed.</summary>
    public static bool IsEmpty(RecordPart turn) => turn.Role != ChatRole.Tool && SaysNothing(turn);

    /// <summary>Whether a turn has no text but white space, calls no tool and shows nothing, such as an image.</summary>
    public static bool SaysNothing(RecordPart turn) =>
        turn.Value.IsBlank && (turn.Extra is null || !ShowsSomething(turn.Extra));

    private static bool ShowsSomething(string extra) => ToolCalls.Count(extra) > 0 || extra.Contains("\"parts\":", StringComparison.Ordinal);

    private static Drop? Alternation(IReadOnlyList<RecordPart> turns)
    {
        var last = ChatRole.None;
        for (var i = 0; i < turns.Count; i++)
        {
            var role = turns[i].Role;
            var fits = role switch
            {
                ChatRole.User => last is ChatRole.None or ChatRole.System or ChatRole.Assistant,
                ChatRole.Assistant => last is ChatRole.User or ChatRole.Tool,
                ChatRole.Tool => last is ChatRole.Assistant or ChatRole.Tool,
                _ => true,
            };
            if (!fits)
            {
                var before = last == ChatRole.None ? "comes first" : $"follows one of {Name(last)}";
                return new Drop(ChatReasons.RoleOrder, $"turn {i + 1} ({Name(role)}) {before}");
            }

            last = role;
        }

        return null;
    }

    private static Drop? Ends(IReadOnlyList<RecordPart> turns) => turns switch
    {
        _ when !turns.Any(turn => turn.Role == ChatRole.User) => new Drop(ChatReasons.NoUser, $"the user says nothing"),
        _ when turns[^1].Role != ChatRole.Assistant => new Drop(ChatReasons.NoAnswer, $"the last turn is {Name(turns[^1].Role)}'s"),
        _ => null,
    };

    private static Drop? Calls(IReadOnlyList<RecordPart> turns)
    {
        for (var i = 0; i < turns.Count - 1; i++)
        {
            if (turns[i] is { Role: ChatRole.Assistant, Extra: { } extra } && ToolCalls.Count(extra) > 0
                && !ToolCalls.Answered(extra, [.. turns.Skip(i + 1).TakeWhile(turn => turn.Role == ChatRole.Tool).Select(turn => turn.Extra)]))
            {
                return new Drop(ChatReasons.UnansweredCall, $"a call in turn {i + 1} has no answer, or an answer no call");
            }
        }

        return null;
    }

    private static string Name(ChatRole role) => role switch
    {
        ChatRole.System => "system",
        ChatRole.User => "user",
        ChatRole.Assistant => "assistant",
        ChatRole.Tool => "tool",
        _ => "nobody",
    };
}
