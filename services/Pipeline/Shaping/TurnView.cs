using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>Shows a record of any kind but text as a conversation: what was asked, and an answer.</summary>
internal static class TurnView
{
    /// <summary>What is said before the answer.</summary>
    public static void AddPrompt(DatasetRecord record, List<RecordPart> turns)
    {
        if (record.Kind == RecordKind.Messages)
        {
            turns.AddRange(record.Parts.SkipLast(1));
            return;
        }

        string? instruction = null;
        foreach (var part in record.Parts)
        {
            switch (part.Kind)
            {
                case PartKind.System:
                    turns.Add(part with { Role = ChatRole.System });
                    break;
                case PartKind.Prompt:
                    turns.Add(part.Role == ChatRole.None ? part with { Role = ChatRole.User } : part);
                    break;
                case PartKind.Instruction or PartKind.Input:
                    instruction = instruction is null ? part.Text : $"{instruction}\n\n{part.Text}";
                    break;
            }
        }

        if (instruction is not null)
        {
            turns.Add(new RecordPart(PartKind.Prompt, ChatRole.User, instruction));
        }
    }

    /// <summary>The answer: of a preference, the one that is asked for.</summary>
    public static void AddAnswer(DatasetRecord record, PartKind preferred, List<RecordPart> turns)
    {
        if (record.Kind == RecordKind.Messages)
        {
            turns.AddRange(record.Parts.TakeLast(1));
            return;
        }

        foreach (var part in record.Parts)
        {
            if (part.Kind == preferred || part.Kind is PartKind.Output or PartKind.Completion)
            {
                turns.Add(part.Role == ChatRole.None ? part with { Role = ChatRole.Assistant } : part);
            }
        }
    }
}
