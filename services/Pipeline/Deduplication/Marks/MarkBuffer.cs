using System.Buffers;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>Marks in memory that is lent: shards follow one another, and each would leave megabytes to be collected.</summary>
internal sealed class MarkBuffer(int capacity) : IDisposable
{
    private Mark[] _marks = ArrayPool<Mark>.Shared.Rent(capacity);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All, in the order in which they were added.</summary>
    public ReadOnlySpan<Mark> All => _marks.AsSpan(0, Count);

    /// <summary>Adds a mark.</summary>
    public void Add(Mark mark)
    {
        if (Count == _marks.Length)
        {
            var larger = ArrayPool<Mark>.Shared.Rent(Count * 2);
            All.CopyTo(larger);
            ArrayPool<Mark>.Shared.Return(_marks);
            _marks = larger;
        }

        _marks[Count++] = mark;
    }

    /// <summary>Takes all out.</summary>
    public void Clear() => Count = 0;

    public void Dispose()
    {
        ArrayPool<Mark>.Shared.Return(_marks);
        (_marks, Count) = ([], 0);
    }
}
