using System.Diagnostics.CodeAnalysis;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Scanning;

internal sealed class RecordMapper
{
    public bool TryMap(
        in ParsedRecord input, [NotNullWhen(true)] out DatasetRecord? record, [NotNullWhen(false)] out Rejection? rejection)
    {
        rejection = input.Rejection;
        record = rejection is null ? DatasetRecord.OfText(input.Text!) : null;
        return rejection is null;
    }
}
