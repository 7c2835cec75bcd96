using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Steps;

/// <summary>Drops records that have nothing but white space.</summary>
internal sealed class EmptyStep : IRecordStep
{
    private static readonly Drop Empty = new("empty");

    public string Name => "empty";

    public Drop? Apply(ref DatasetRecord record)
    {
        foreach (var part in record.Parts)
        {
            if (!string.IsNullOrWhiteSpace(part.Text))
            {
                return null;
            }
        }

        return Empty;
    }
}
