using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Comparing;

/// <summary>Sorts any number of values in bounded memory: full buffers are sorted and set aside in a temporary file, then merged.</summary>
/// <param name="comparison">Their order.</param>
/// <param name="capacity">How many are held in memory.</param>
internal sealed class SortedRuns<T>(Comparison<T> comparison, int capacity) : IDisposable
    where T : unmanaged
{
    private const int ReadAhead = 4096;

    private readonly List<(long Start, long Count)> _runs = [];
    private readonly List<T> _buffer = new(Math.Min(capacity, 64 * 1024));
    private FileStream? _file;

    public void Add(T value)
    {
        _buffer.Add(value);
        if (_buffer.Count == capacity)
        {
            Spill();
        }
    }

    /// <summary>All values in order. To be asked for once, when all are added.</summary>
    public IEnumerable<T> Merge()
    {
        _buffer.Sort(comparison);
        var readers = _runs.Select(Read).Append(_buffer).Select(run => run.GetEnumerator()).ToList();
        var next = new PriorityQueue<IEnumerator<T>, T>(Comparer<T>.Create(comparison));
        foreach (var reader in readers)
        {
            if (reader.MoveNext())
            {
                next.Enqueue(reader, reader.Current);
            }
        }

        while (next.TryDequeue(out var reader, out var value))
        {
            yield return value;
            if (reader.MoveNext())
            {
                next.Enqueue(reader, reader.Current);
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Spill()
    {
        _buffer.Sort(comparison);
        _file ??= TemporaryFile.Create(Path.GetTempPath());
        _runs.Add((_file.Length, _buffer.Count));
        _file.Position = _file.Length;
        _file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_buffer)));
        _buffer.Clear();
    }

    private IEnumerable<T> Read((long Start, long Count) run)
    {
        var values = new T[ReadAhead];
        var position = run.Start;
        for (var left = run.Count; left > 0;)
        {
            var count = (int)Math.Min(left, ReadAhead);
            position = ReadAt(position, values.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                yield return values[i];
            }

            left -= count;
        }
    }

    private long ReadAt(long position, Span<T> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        _file!.Position = position;
        _file.ReadExactly(bytes);
        return position + bytes.Length;
    }
}
