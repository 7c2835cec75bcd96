using System.Buffers;

namespace Text2Llm.Proxy.Sse;

/// <summary>Bytes that wait for more of them, in an array that is rented for as long as there are any: a silent stream holds none.</summary>
internal sealed class RentedBytes
{
    private const int LeastRoom = 256;
    private byte[] _room = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes. Valid until the next change.</summary>
    public ReadOnlySpan<byte> Span => _room.AsSpan(0, Count);

    /// <inheritdoc cref="Span"/>
    public ReadOnlyMemory<byte> Memory => _room.AsMemory(0, Count);

    /// <summary>Adds to their end.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _room.Length - Count)
        {
            Grow(Count + bytes.Length);
        }

        bytes.CopyTo(_room.AsSpan(Count));
        Count += bytes.Length;
    }

    /// <summary>Drops them all, and gives their room back without a trace of them.</summary>
    public void Clear()
    {
        GiveBack();
        (_room, Count) = ([], 0);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastRoom, Math.Max(needed, 2 * Count)));
        Span.CopyTo(larger);
        GiveBack();
        _room = larger;
    }

    private void GiveBack()
    {
        if (_room.Length > 0)
        {
            _room.AsSpan(0, Count).Clear();
            ArrayPool<byte>.Shared.Return(_room);
        }
    }
}
