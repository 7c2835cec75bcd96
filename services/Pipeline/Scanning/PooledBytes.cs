using System.Buffers;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Gathers bytes in an array of the shared pool, which can be taken out of it.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    // A batch of records (RunLimits.BatchBytes) and what they take beside their texts: it seldom needs another array.
    private const int LeastBytes = 2 * 1024 * 1024;

    private byte[] _bytes = [];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The array with the bytes at its beginning, which the caller returns to the pool; then there are none here.</summary>
    public byte[] Take()
    {
        var bytes = _bytes;
        (_bytes, Length) = ([], 0);
        return bytes;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Take());
        }
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBytes, Math.Max(checked(Length + more), (int)Math.Min(2L * _bytes.Length, Array.MaxLength))));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
