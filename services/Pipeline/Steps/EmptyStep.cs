using Text2Llm.Pipeline.Chats;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Steps;

/// <summary>Drops records that have nothing but white space: no text, no call of a tool, no image.</summary>
internal sealed class EmptyStep : IRecordStep
{
    private static readonly Drop Empty = new(DropReasons.Empty);

    public string Name => "empty";

    public Drop? Apply(ref DatasetRecord record)
    {
        foreach (var part in record.Parts)
        {
            if (!TurnOrder.SaysNothing(part))
            {
                return null;
            }
        }

        return Empty;
    }
}
