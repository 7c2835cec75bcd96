using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules between a job's kind of records, their fields, and the shape in which they are written.</summary>
internal static class RecordRules
{
    public static void Check(DatasetJobSpec spec, MistakeList mistakes)
    {
        if (!mistakes.AnyAt("spec.records.kind") && !mistakes.AnyAt("spec.output.shape")
            && ShapeRules.Mistake(spec.Records.Kind, spec.Output.Shape) is { } mistake)
        {
            mistakes.Add("spec.output.shape", mistake);
        }

        if (spec.Records is { Fields: { } fields, Kind: not RecordKind.Auto and var kind })
        {
            foreach (var (name, value, kinds) in Kinds(fields))
            {
                if (value is not null && !kinds.Contains(kind))
                {
                    mistakes.Add(
                        $"spec.records.fields.{name}", $"records of kind {kind.ToString().ToLowerInvariant()} have no such field; leave it out");
                }
            }
        }
    }

    private static (string Name, string? Value, RecordKind[] Kinds)[] Kinds(RecordFields fields)
    {
        RecordKind[] turns = [RecordKind.Messages, RecordKind.Completion, RecordKind.Preference];
        RecordKind[] answers = [RecordKind.Completion, RecordKind.Preference];
        return
        [
            ("text", fields.Text, [RecordKind.Text]), ("messages", fields.Messages, [RecordKind.Messages]),
            ("role", fields.Role, turns), ("content", fields.Content, turns),
            ("system", fields.System, [RecordKind.Instruction, .. turns]),
            ("instruction", fields.Instruction, [RecordKind.Instruction]), ("input", fields.Input, [RecordKind.Instruction]),
            ("output", fields.Output, [RecordKind.Instruction]), ("prompt", fields.Prompt, answers),
            ("completion", fields.Completion, answers), ("chosen", fields.Chosen, [RecordKind.Preference]),
            ("rejected", fields.Rejected, [RecordKind.Preference]), ("label", fields.Label, [RecordKind.Preference]),
        ];
    }
}
