using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Chats;

/// <summary>
/// Mends a conversation where that takes nothing from what it teaches; what is broken otherwise stays so. In this order: turns that say nothing
/// go, unless those on both sides are of the same speaker; the system's only turn goes to the front; neighbours of the same speaker become one,
/// with a blank line between, unless one has other members (tool calls, a name, images); the assistant's turns before the user's first go,
/// unless they call tools; the user's turns after the last answer go.
/// </summary>
internal static class ChatRepair
{
    public const string DroppedEmpty = "chat.droppedEmpty";
    public const string MovedSystem = "chat.movedSystem";
    public const string Merged = "chat.merged";
    public const string DroppedLeading = "chat.droppedLeading";
    public const string DroppedTrailing = "chat.droppedTrailing";

    /// <summary>The mended turns.</summary>
    /// <param name="turns">The turns, which stay as they are.</param>
    /// <param name="done">Takes the names of what was done.</param>
    public static List<RecordPart> Mend(IReadOnlyList<RecordPart> turns, ISet<string> done)
    {
        var mended = Note(DroppedEmpty, turns, WithoutEmpty(turns), done);
        if (MoveSystem(mended))
        {
            done.Add(MovedSystem);
        }

        mended = Note(Merged, mended, Merge(mended), done);
        mended = Note(DroppedLeading, mended, WithoutLeading(mended), done);
        return Note(DroppedTrailing, mended, WithoutTrailing(mended), done);
    }

    private static List<RecordPart> Note(string name, IReadOnlyList<RecordPart> before, List<RecordPart> after, ISet<string> done)
    {
        if (after.Count != before.Count)
        {
            done.Add(name);
        }

        return after;
    }

    private static List<RecordPart> WithoutEmpty(IReadOnlyList<RecordPart> turns)
    {
        var kept = new List<RecordPart>(turns.Count);
        for (var i = 0; i < turns.Count; i++)
        {
            var turn = turns[i];
            var parts = kept.Count > 0 && i + 1 < turns.Count && kept[^1].Role == turns[i + 1].Role && turn.Role != ChatRole.System;
            if (parts || turn.Role == ChatRole.None || !TurnOrder.IsEmpty(turn))
            {
                kept.Add(turn);
            }
        }

        return kept;
    }

    private static bool MoveSystem(List<RecordPart> turns)
    {
        var at = turns.FindIndex(turn => turn.Role == ChatRole.System);
        if (at <= 0 || turns.FindLastIndex(turn => turn.Role == ChatRole.System) != at)
        {
            return false;
        }

        var system = turns[at];
        turns.RemoveAt(at);
        turns.Insert(0, system);
        return true;
    }

    private static List<RecordPart> Merge(List<RecordPart> turns)
    {
        var merged = new List<RecordPart>(turns.Count);
        for (var i = 0; i < turns.Count;)
        {
            var end = i + 1;
            while (end < turns.Count && turns[end].Role == turns[i].Role && IsPlain(turns[i]) && IsPlain(turns[end]))
            {
                end++;
            }

            merged.Add(end == i + 1
                ? turns[i]
                : turns[i] with { Text = string.Join("\n\n", turns.GetRange(i, end - i).Select(turn => turn.Text)) });
            i = end;
        }

        return merged;
    }

    private static bool IsPlain(RecordPart turn) =>
        turn.Extra is null && turn.Role is ChatRole.System or ChatRole.User or ChatRole.Assistant && !TurnOrder.IsEmpty(turn);

    private static List<RecordPart> WithoutLeading(List<RecordPart> turns)
    {
        var start = turns is [{ Role: ChatRole.System }, ..] ? 1 : 0;
        var end = start;
        while (end < turns.Count && turns[end].Role == ChatRole.Assistant && ToolCalls.Count(turns[end].Extra) == 0)
        {
            end++;
        }

        return end < turns.Count && turns[end].Role == ChatRole.User ? [.. turns[..start], .. turns[end..]] : turns;
    }

    private static List<RecordPart> WithoutTrailing(List<RecordPart> turns)
    {
        var end = turns.FindLastIndex(turn => turn.Role != ChatRole.User) + 1;

        // Without an answer before it, nothing would be left to learn.
        return end > 0 && turns[end - 1].Role == ChatRole.Assistant ? turns[..end] : turns;
    }
}
