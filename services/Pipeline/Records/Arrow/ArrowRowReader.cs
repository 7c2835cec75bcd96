using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Memory;
using Text2Llm.Pipeline.Records.Columns;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Arrow;

/// <summary>
/// Takes each row of an Arrow file or stream for a record: an object with a member for each column. A file is cut between record batches; a
/// batch is held while its rows are read, so that its size is what bounds the memory. Where one cannot be read, the rest is given up.
/// </summary>
internal sealed class ArrowRowReader(int maxBytes) : RecordReader
{
    private static ReadOnlySpan<byte> FileMark => "ARROW1"u8;

    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = await OpenAsync(source, cancellationToken).ConfigureAwait(false);
        var row = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(row, ColumnJson.WriterOptions);
        var file = reader as ArrowFileReader;
        var end = file is null ? long.MaxValue : Math.Min(source.Slice.End, await CountAsync(file).ConfigureAwait(false));
        for (var number = source.Slice.Start; number < end; number++)
        {
            using var batch = await NextAsync(reader, number, cancellationToken).ConfigureAwait(false);
            if (batch is null)
            {
                yield break;
            }

            for (var index = 0; index < batch.Length; index++)
            {
                row.ResetWrittenCount();
                json.Reset(row);
                Write(json, batch, index, number);
                source.Lines++;
                yield return row.WrittenCount > maxBytes
                    ? ParsedRecord.TooLarge(source.Lines, maxBytes)
                    : ParsedRecord.OfFields(source.Lines, row.WrittenMemory);
            }
        }
    }

    public override async ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetBytes);
        if (source.File is not { } content || !source.Buffered.Span.StartsWith(FileMark))
        {
            return [SourceSlice.Whole];
        }

        var bytes = content.Length;
        using var reader = await OpenAsync(source, cancellationToken).ConfigureAwait(false);
        var batches = await CountAsync((ArrowFileReader)reader).ConfigureAwait(false);
        return SourceSlices.Of(Enumerable.Repeat(bytes / Math.Max(1, batches), batches), targetBytes);
    }

    private static async ValueTask<ArrowStreamReader> OpenAsync(SourceBytes source, CancellationToken cancellationToken)
    {
        if (source.Buffered.Span.StartsWith(FileMark))
        {
            var stream = await SeekableContent.OfAsync(source, "an Arrow file", cancellationToken).ConfigureAwait(false);
            return new ArrowFileReader(stream, MemoryAllocator.Default.Value, new CompressionCodecFactory(), leaveOpen: true);
        }

        return new ArrowStreamReader(new SourceBytesStream(source), new CompressionCodecFactory(), leaveOpen: true);
    }

    private static async ValueTask<int> CountAsync(ArrowFileReader file)
    {
        try
        {
            return await file.RecordBatchCountAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged("the footer is corrupt or the file is cut off", exception);
        }
    }

    private static async ValueTask<RecordBatch?> NextAsync(ArrowStreamReader reader, long number, CancellationToken cancellationToken)
    {
        try
        {
            return reader is ArrowFileReader file
                ? await file.ReadRecordBatchAsync((int)number, cancellationToken).ConfigureAwait(false)
                : await reader.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged($"record batch {number + 1} is corrupt or the file is cut off", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, RecordBatch batch, int index, long number)
    {
        try
        {
            json.WriteStartObject();
            for (var column = 0; column < batch.ColumnCount; column++)
            {
                json.WritePropertyName(batch.Schema.GetFieldByIndex(column).Name);
                ArrowValues.Write(json, batch.Column(column), index);
            }

            json.WriteEndObject();
            json.Flush();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged($"row {index + 1} of record batch {number + 1} makes no sense", exception);
        }
    }

    // The library throws whatever it runs into.
    private static bool IsDamage(Exception exception) => exception is not (OperationCanceledException or SourceProblemException);

    private static SourceProblemException Damaged(string what, Exception inner) => new(RejectReasons.CorruptArrow, $"{what}: {inner.Message}", inner);
}
