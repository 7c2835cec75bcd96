using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans every text of a record.</summary>
internal sealed class CleanStep(CleanSpec spec) : IRecordStep
{
    private readonly TextCleaner _cleaner = new(spec);

    public string Name => "clean";

    public Drop? Apply(ref DatasetRecord record)
    {
        var parts = record.Parts.Select(part => part with { Text = _cleaner.Clean(part.Text) });
        record = new DatasetRecord(record.Kind, [.. parts], record.Label, record.Extra);
        return null;
    }
}
