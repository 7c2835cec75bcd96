using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Json;

/// <summary>
/// Takes each line that is not blank for a record. Whether it is a JSON object is found by whoever takes its fields, who reads it anyway.
/// </summary>
internal sealed class JsonlReader(int maxBytes) : LineBasedReader
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
                yield return Utf8.IsValid(lines.Line.Span)
                    ? ParsedRecord.OfFields(lines.Number, lines.Line)
                    : TextDecoder.NotUtf8(lines.Number, lines.Line.Span);
            }
        }
    }
}
