using System.Numerics;
using System.Runtime.CompilerServices;

namespace Text2Llm.Pipeline.Text;

/// <summary>
/// Numbers 64-bit keys from 0 in the order in which they are first seen. It is used again and again: a new beginning costs nothing, for
/// places of earlier rounds count as free.
/// </summary>
internal sealed class IdTable
{
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private Place[] _places = new Place[1024];
    private int _shift = 64 - 10;
    private int _mask = 1023;
    private int _round;

    /// <summary>How many different keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all keys.</summary>
    /// <param name="most">How many are to come, at most.</param>
    public void Begin(int most)
    {
        // At least half of the places stay free.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(most, 32) * 2);
        if (size > _places.Length || _round == int.MaxValue)
        {
            _places = new Place[size];
            _round = 0;
        }

        (_shift, _mask) = (64 - BitOperations.Log2((uint)size), size - 1);
        _round++;
        Count = 0;
    }

    /// <summary>Gives back the memory that a giant needed, before one that is small.</summary>
    public void Trim(int most)
    {
        if (_places.Length > 1 << 18 && most < 1 << 14)
        {
            (_places, _round) = (new Place[1024], 0);
        }
    }

    /// <summary>The number of a key; it is new when that is what <see cref="Count"/> was before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        var (places, mask, round) = (_places, _mask, _round);
        for (var at = (int)((key * Spread) >> _shift); ; at = (at + 1) & mask)
        {
            ref var place = ref places[at];
            if (place.Round != round)
            {
                var id = Count++;
                (place.Key, place.Id, place.Round) = (key, id, round);
                return id;
            }

            if (place.Key == key)
            {
                return place.Id;
            }
        }
    }

    private struct Place
    {
        public ulong Key;
        public int Id;
        public int Round;
    }
}
