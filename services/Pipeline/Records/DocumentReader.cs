using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Takes a whole file for one record.</summary>
internal sealed class DocumentReader(int maxBytes) : RecordReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (source.Buffered.Length <= maxBytes && await source.FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        yield return source.Buffered.Length > maxBytes
            ? ParsedRecord.TooLarge(row: 1, maxBytes)
            : TextDecoder.Decode(row: 1, source.Buffered.Span);
    }
}
