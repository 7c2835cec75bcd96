using System.Buffers;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>
/// Writes the marks of a shard, sorted by their ranges. They come in the order of records, and each section keeps it. Where there are too
/// many for the memory, they are written in several runs, so that a range has several sections.
/// </summary>
/// <param name="work">Where to.</param>
/// <param name="shard">The shard's number.</param>
/// <param name="ranges">How many ranges of hashes there are.</param>
/// <param name="limit">How many marks are held in memory; a mark takes 32 bytes there.</param>
internal sealed class MarksWriter(IFileStore work, int shard, int ranges, int limit) : IAsyncDisposable
{
    private SectionFileWriter? _file;

    /// <summary>The marks that are not written yet; to be added to.</summary>
    public MarkBuffer Pending { get; } = new(limit);

    /// <summary>Whether it is time to flush.</summary>
    public bool IsFull => Pending.Count >= limit;

    /// <summary>Writes what is pending.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        _file ??= await SectionFileWriter.CreateAsync(work, WorkFiles.Marks(shard), FileKind.Marks, cancellationToken)
            .ConfigureAwait(false);
        var bytes = ArrayPool<byte>.Shared.Rent(Pending.Count * Mark.Size);
        var ends = Sort(Pending.All, MemoryMarshal.Cast<byte, Mark>(bytes.AsSpan()));
        var start = 0;
        for (var range = 0; range < ranges; range++)
        {
            var end = ends[range] * Mark.Size;
            if (end > start)
            {
                await _file.WriteAsync(range, bytes.AsMemory(start, end - start), cancellationToken).ConfigureAwait(false);
            }

            start = end;
        }

        ArrayPool<byte>.Shared.Return(bytes);
        Pending.Clear();
    }

    /// <summary>Writes what is pending, and makes the file appear.</summary>
    /// <param name="records">How many records the shard has.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task CompleteAsync(int records, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _file!.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        Pending.Dispose();
        return _file?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    // By counting, so that marks of one range stay in order. Gives the end of each range.
    private int[] Sort(ReadOnlySpan<Mark> marks, Span<Mark> sorted)
    {
        var ends = new int[ranges];
        foreach (ref readonly var mark in marks)
        {
            ends[mark.Range(ranges)]++;
        }

        for (var (range, sum) = (0, 0); range < ranges; range++)
        {
            (ends[range], sum) = (sum, sum + ends[range]);
        }

        foreach (ref readonly var mark in marks)
        {
            sorted[ends[mark.Range(ranges)]++] = mark;
        }

        return ends;
    }
}
