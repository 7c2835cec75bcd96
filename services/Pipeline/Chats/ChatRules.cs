using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Chats;

/// <summary>
/// Drops conversations that break the rules, mending those that can be, and records that teach nothing: with an empty answer, or two that are the
/// same. The turns of prompts and answers are checked and not mended.
/// </summary>
/// <param name="repair">Whether conversations are mended.</param>
internal sealed class ChatRules(bool repair) : IRecordStep
{
    private readonly SortedDictionary<string, long> _repairs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _done = new(StringComparer.Ordinal);

    public string Name => "chat";

    public Drop? Apply(ref DatasetRecord record) => record.Kind switch
    {
        RecordKind.Messages => CheckMessages(ref record),
        RecordKind.Instruction => CheckAnswers(record, PartKind.Output),
        RecordKind.Completion => CheckAnswers(record, PartKind.Completion),
        RecordKind.Preference when record.Label is not null => CheckAnswers(record, PartKind.Completion),
        RecordKind.Preference => CheckAnswers(record, PartKind.Chosen) ?? CheckAnswers(record, PartKind.Rejected) ?? CheckDifference(record),
        _ => null,
    };

    public void AddCounts(IDictionary<string, long> counts)
    {
        foreach (var (name, count) in _repairs)
        {
            counts.TryGetValue(name, out var known);
            counts[name] = known + count;
        }
    }

    private Drop? CheckMessages(ref DatasetRecord record)
    {
        var drop = TurnOrder.Check(record.Parts);
        if (drop is null || !repair || drop.Reason is ChatReasons.UnknownRole or ChatReasons.UnansweredCall)
        {
            return drop;
        }

        _done.Clear();
        var mended = ChatRepair.Mend(record.Parts, _done);
        drop = TurnOrder.Check(mended);
        if (drop is null)
        {
            foreach (var name in _done)
            {
                _repairs[name] = _repairs.GetValueOrDefault(name) + 1;
            }

            record = record with { Parts = mended };
        }

        return drop;
    }

    private static Drop? CheckAnswers(DatasetRecord record, PartKind answer)
    {
        var answers = record.Parts.Where(part => part.Kind == answer).ToList();
        if (answers is not [{ Role: ChatRole.None }])
        {
            return TurnOrder.Check([.. record.Parts.Where(part => part.Kind == PartKind.Prompt || part.Kind == answer)]);
        }

        return answers[0].Value.IsBlank ? new Drop(ChatReasons.EmptyAnswer, $"the answer is empty") : null;
    }

    private static Drop? CheckDifference(DatasetRecord record)
    {
        var chosen = record.Parts.Where(part => part.Kind == PartKind.Chosen).Select(part => (part.Role, part.Value, part.Extra));
        var rejected = record.Parts.Where(part => part.Kind == PartKind.Rejected).Select(part => (part.Role, part.Value, part.Extra));
        return chosen.SequenceEqual(rejected) ? new Drop(ChatReasons.SameAnswers, $"the chosen and the rejected answer are the same") : null;
    }
}
