using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Json;

/// <summary>
/// Takes each element of a JSON array, of the array in an envelope, or each of several values one after another, for a record, one at a
/// time. A record's row is its number.
/// </summary>
internal sealed class JsonReader(int maxBytes) : RecordReader
{
    private static ReadOnlySpan<byte> Separators => " \t\r\n,"u8;

    public override IAsyncEnumerable<ParsedRecord> ReadAsync(SourceBytes source, CancellationToken cancellationToken) =>
        ReadAsync(source, null, cancellationToken);

    /// <summary>
    /// The slices that end where elements of an array do. Whether a brace is one's is known only by whoever has read all before it: the file is
    /// read once for this, by the reader of its elements, and many times as fast as they are worked on.
    /// </summary>
    public override async ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken)
    {
        if (source.File is null)
        {
            return await base.SplitAsync(source, targetBytes, cancellationToken).ConfigureAwait(false);
        }

        var cuts = new SliceCuts(targetBytes);
        await foreach (var _ in ReadAsync(source, cuts, cancellationToken).ConfigureAwait(false))
        {
            // Only where they begin counts.
        }

        return cuts.Slices;
    }

    // Where cuts are wanted, they are told where elements of arrays begin.
    private async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, SliceCuts? cuts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var array = JsonEnvelope.ArrayIn(source.Buffered.Span);
        var enveloped = array >= 0;
        var row = 0L;
        var inArray = source.Slice.Start > source.MarkBytes;
        if (inArray)
        {
            source.Seek(source.Slice.Start);
        }
        else
        {
            source.Consume(Math.Max(0, array));
        }

        while (await SkipSeparatorsAsync(source, cancellationToken).ConfigureAwait(false))
        {
            if (source.Position >= source.Slice.End)
            {
                yield break;
            }

            var first = source.Buffered.Span[0];
            if (first == (inArray ? (byte)']' : (byte)'['))
            {
                source.Consume(1);
                inArray = !inArray;
                if (enveloped && !inArray)
                {
                    yield break;
                }

                continue;
            }

            if (inArray)
            {
                cuts?.Add(source.Position);
            }

            row++;
            var (record, length) = await ElementAsync(source, row, cancellationToken).ConfigureAwait(false);
            yield return record;
            source.Consume(length);
        }

        if (inArray)
        {
            throw CutOff("the array does not end: the file is cut off");
        }
    }

    // The element that begins at the window's first byte, and how many bytes of the window are done with once it has been used.
    private async ValueTask<(ParsedRecord Record, int Length)> ElementAsync(SourceBytes source, long row, CancellationToken cancellationToken)
    {
        var extent = default(JsonExtent);
        var length = 0;
        var tooLarge = false;
        while (true)
        {
            length += extent.Take(source.Buffered.Span[length..]);
            if (extent.Complete || extent.Broken)
            {
                break;
            }

            if (length > maxBytes)
            {
                tooLarge = true;
                source.Consume(length);
                length = 0;
            }

            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!extent.MayEnd)
                {
                    throw CutOff("the file is cut off within an element");
                }

                break;
            }
        }

        if (extent.Broken)
        {
            source.Consume(length);
            await SkipToObjectAsync(source, cancellationToken).ConfigureAwait(false);
            return (ParsedRecord.Rejected(row, RejectReasons.MalformedJson, "a string is not closed on its line"), 0);
        }

        var element = source.Buffered[..length];
        return tooLarge || length > maxBytes ? (ParsedRecord.TooLarge(row, maxBytes), length)
            : Utf8.IsValid(element.Span) ? (ParsedRecord.OfFields(row, element), length)
            : (TextDecoder.NotUtf8(row, element.Span), length);
    }

    // Where a quote is missing, nothing tells strings from what is between them, but that the next element often begins a line.
    private static async ValueTask SkipToObjectAsync(SourceBytes source, CancellationToken cancellationToken)
    {
        var atLineStart = false;
        do
        {
            var bytes = source.Buffered;
            for (var at = 0; at < bytes.Length; at++)
            {
                var value = bytes.Span[at];
                if (atLineStart && value == (byte)'{')
                {
                    source.Consume(at);
                    return;
                }

                atLineStart = value == (byte)'\n' || (atLineStart && value is (byte)' ' or (byte)'\t' or (byte)',');
            }

            source.Consume(bytes.Length);
        }
        while (await source.FillAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<bool> SkipSeparatorsAsync(SourceBytes source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = source.Buffered.Span.IndexOfAnyExcept(Separators);
            source.Consume(next < 0 ? source.Buffered.Length : next);
            if (next >= 0 || !await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return next >= 0;
            }
        }
    }

    private static SourceProblemException CutOff(string detail) => new(RejectReasons.MalformedJson, detail);
}
