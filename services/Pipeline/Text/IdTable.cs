using System.Numerics;
using System.Runtime.CompilerServices;

namespace Text2Llm.Pipeline.Text;

/// <summary>
/// Numbers 64-bit keys from 0 in the order in which they are first seen. It is used again and again: a new beginning costs nothing, for
/// numbers go on from round to round, and a place with a number of an earlier round counts as free.
/// </summary>
internal sealed class IdTable
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private const int Few = 1024;

    private int[] _places = new int[4 * Few]; // numbers, from _first on; a quarter of them is taken at most
    private ulong[] _keys = new ulong[Few]; // of this round's numbers
    private int _shift;
    private int _first = 1;

    /// <summary>How many different keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all keys.</summary>
    /// <param name="most">How many are to come, at most.</param>
    public void Begin(int most)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(most, 16));
        _first += Count;
        Count = 0;
        if (size > _keys.Length)
        {
            (_keys, _places, _first) = (new ulong[size], new int[4 * size], 1);
        }
        else if (_first > int.MaxValue - size)
        {
            Array.Clear(_places);
            _first = 1;
        }

        _shift = 64 - BitOperations.Log2((uint)size * 4);
    }

    /// <summary>Gives back the memory that a giant needed, before one that is small.</summary>
    public void Trim(int most)
    {
        if (_keys.Length > 1 << 17 && most < 1 << 14)
        {
            (_keys, _places, _first, Count) = (new ulong[Few], new int[4 * Few], 1, 0);
        }
    }

    /// <summary>The number of a key; it is new when that is what <see cref="Count"/> was before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        var (places, keys, first) = (_places, _keys, _first);
        var mask = (1 << (64 - _shift)) - 1;
        for (var at = (int)((key * Spread) >> _shift); ; at = (at + 1) & mask)
        {
            var id = places[at] - first;
            if (id < 0)
            {
                id = Count++;
                (places[at], keys[id]) = (id + first, key);
                return id;
            }

            if (keys[id] == key)
            {
                return id;
            }
        }
    }
}
