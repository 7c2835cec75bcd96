using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Marks in a temporary file.</summary>
/// <param name="scratch">The folder of the file.</param>
internal sealed class SpilledMarks(string scratch) : IAsyncDisposable
{
    private const int BlockLength = 4096;

    private readonly FileStream _file = TemporaryFile.Create(scratch, bufferSize: 64 * 1024);

    // A block is its shard, how many marks it has, and these.
    private readonly byte[] _block = new byte[(2 * sizeof(int)) + (BlockLength * Mark.Size)];
    private int _shard;
    private int _count;

    /// <summary>Adds a mark of a shard.</summary>
    public async ValueTask AddAsync(int shard, Mark mark, CancellationToken cancellationToken)
    {
        if (_count == BlockLength || _shard != shard)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            _shard = shard;
        }

        Marks[_count++] = mark;
    }

    /// <summary>The marks as they were added, some of one shard at a time.</summary>
    public async IAsyncEnumerable<(int Shard, ReadOnlyMemory<Mark> Marks)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _file.Position = 0;
        while (_file.Position < _file.Length)
        {
            await _file.ReadExactlyAsync(_block.AsMemory(0, 2 * sizeof(int)), cancellationToken).ConfigureAwait(false);
            var (shard, count) = (Head[0], Head[1]);
            await _file.ReadExactlyAsync(_block.AsMemory(2 * sizeof(int), count * Mark.Size), cancellationToken).ConfigureAwait(false);
            yield return (shard, Marks[..count].ToArray());
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private Span<int> Head => MemoryMarshal.Cast<byte, int>(_block.AsSpan(0, 2 * sizeof(int)));

    private Span<Mark> Marks => MemoryMarshal.Cast<byte, Mark>(_block.AsSpan(2 * sizeof(int)));

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
        {
            (Head[0], Head[1]) = (_shard, _count);
            await _file.WriteAsync(_block.AsMemory(0, (2 * sizeof(int)) + (_count * Mark.Size)), cancellationToken).ConfigureAwait(false);
            _count = 0;
        }
    }
}
