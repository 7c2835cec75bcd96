using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Takes each line of a text that is not blank for a record.</summary>
internal sealed class LineRecordReader(int maxBytes) : LineBasedReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineScanner(source, maxBytes);
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (lines.TooLong)
            {
                yield return ParsedRecord.TooLarge(lines.Number, maxBytes);
            }
            else if (!lines.Blank)
            {
                yield return TextDecoder.Decode(lines.Number, lines.Line.Span);
            }
        }
    }
}
