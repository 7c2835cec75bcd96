using System.Buffers;
using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Takes each run of lines between blank lines for a record.</summary>
internal sealed class ParagraphReader(int maxBytes) : LineBasedReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineScanner(source, maxBytes);
        var paragraph = new ArrayBufferWriter<byte>();
        long row = 0;
        var tooLarge = false;
        var inside = await lines.BeginAsync(lookBack: true, cancellationToken).ConfigureAwait(false);
        while (await lines.NextAsync(beyond: row > 0 && !tooLarge, cancellationToken).ConfigureAwait(false))
        {
            if (inside)
            {
                // The rest of a paragraph that begins in the slice before.
                inside = !lines.Blank;
                continue;
            }

            if (lines.Blank)
            {
                if (row > 0)
                {
                    yield return Record(row, paragraph, tooLarge);
                }

                row = 0;
                continue;
            }

            if (row == 0)
            {
                row = lines.Number;
                tooLarge = false;
                paragraph.ResetWrittenCount();
            }

            tooLarge |= lines.TooLong || paragraph.WrittenCount + lines.Line.Length > maxBytes;
            if (!tooLarge)
            {
                paragraph.Write(lines.Line.Span);
                paragraph.Write("\n"u8);
            }
        }

        if (row > 0)
        {
            yield return Record(row, paragraph, tooLarge);
        }
    }

    private ParsedRecord Record(long row, ArrayBufferWriter<byte> paragraph, bool tooLarge) => tooLarge
        ? ParsedRecord.TooLarge(row, maxBytes)
        : TextDecoder.Decode(row, paragraph.WrittenSpan[..^1]);
}
