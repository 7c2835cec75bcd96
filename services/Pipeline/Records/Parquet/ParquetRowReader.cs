using System.Runtime.CompilerServices;
using Parquet;
using Text2Llm.Pipeline.Records.Columns;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>Takes each row of a Parquet file for a record: an object with a member for each column. A file is cut between row groups.</summary>
/// <remarks>
/// A row group is held decoded while its rows are read, so that its size is what bounds the memory. One that cannot be read is one reject,
/// which says how many rows are lost with it, and the next is read.
/// </remarks>
internal sealed class ParquetRowReader(int maxBytes, long maxGroupBytes = ParquetRowReader.DefaultMaxGroupBytes) : RecordReader
{
    /// <summary>How large a row group may be, decompressed: ten times what writers are told to write.</summary>
    public const long DefaultMaxGroupBytes = 1L << 30;

    // Decimals of 38 digits do not fit into the runtime's.
    private static readonly ParquetOptions Options = new() { UseBigDecimal = true };

    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await SeekableContent.OfAsync(source, "a Parquet file", cancellationToken).ConfigureAwait(false);
        await using var file = await OpenAsync(stream, cancellationToken).ConfigureAwait(false);
        using var columns = Guard(() => new RowWriter(file.Schema));
        var end = (int)Math.Min(source.Slice.End, file.RowGroupCount);
        for (var group = (int)source.Slice.Start; group < end; group++)
        {
            var first = source.Lines;
            var rows = file.RowGroups[group].RowCount;
            var problem = await TryAsync(() => LoadAsync(file, group, columns, cancellationToken)).ConfigureAwait(false);
            for (var row = 0L; row < rows && problem is null; row++)
            {
                problem = Try(columns.WriteRow);
                if (problem is null)
                {
                    yield return columns.Row.Length > maxBytes
                        ? ParsedRecord.TooLarge(first + row + 1, maxBytes)
                        : ParsedRecord.OfFields(first + row + 1, columns.Row);
                    source.Lines++;
                }
            }

            columns.Clear();
            if (problem is not null)
            {
                var lost = first + rows - source.Lines;
                yield return ParsedRecord.Rejected(source.Lines + 1, problem.Reason, $"row group {group + 1}: {problem.Detail}; {lost} rows are lost");
                source.Lines = first + rows;
            }
        }
    }

    public override async ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetBytes);
        if (source.File is null)
        {
            return [SourceSlice.Whole];
        }

        var stream = await SeekableContent.OfAsync(source, "a Parquet file", cancellationToken).ConfigureAwait(false);
        await using var file = await OpenAsync(stream, cancellationToken).ConfigureAwait(false);
        return SourceSlices.Of(file.RowGroups.Select(group => group.RowGroup.TotalCompressedSize ?? group.RowGroup.TotalByteSize), targetBytes);
    }

    private async Task LoadAsync(ParquetReader file, int group, RowWriter columns, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (file.RowGroups[group].RowGroup.TotalByteSize is var bytes && bytes > maxGroupBytes)
        {
            throw new SourceProblemException(
                RejectReasons.TooLarge, $"of {bytes} bytes, more than {maxGroupBytes}; write the file with smaller row groups");
        }

        using var reader = file.OpenRowGroupReader(group);
        await columns.LoadAsync(reader, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ParquetReader> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await ParquetReader.CreateAsync(stream, Options, leaveStreamOpen: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged("the footer is corrupt or the file is cut off", exception);
        }
    }

    private static T Guard<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged("the schema makes no sense", exception);
        }
    }

    private static async ValueTask<Rejection?> TryAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            return null;
        }
        catch (SourceProblemException exception) when (!exception.EndsRun)
        {
            return exception.Problem;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return new Rejection(RejectReasons.CorruptParquet, exception.Message);
        }
    }

    private static Rejection? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return new Rejection(RejectReasons.CorruptParquet, "the columns have other numbers of values");
        }
    }

    // The library throws whatever its decoders run into.
    private static bool IsDamage(Exception exception) => exception is not (OperationCanceledException or SourceProblemException);

    private static SourceProblemException Damaged(string what, Exception inner) =>
        new(RejectReasons.CorruptParquet, $"{what}: {inner.Message}", inner);
}
